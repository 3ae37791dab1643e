"""A batch import refuses broken files in Chinese and gives them back; the good way is walked on each screen."""

from core.evidence.models import EvidenceFile
from core.evidence.service import XLSX
from core.store.session import reading
from tests.pages.desk import links, words


def test_a_broken_file_is_refused_and_kept_once_for_its_owner(bare_desk):
    mine = bare_desk("王立新")
    app = mine.open("administration/organisations.py", do="import")
    assert links(app)["下载机构导入模板"] == "/api/organisations/template.xlsx"
    app.file_uploader[0].upload("机构.xlsx", b"not a workbook", XLSX)
    mine.run()
    assert "文件" in app.error[0].value
    assert links(app)["下载标注了失败原因的文件"].startswith("/api/evidence/")
    mine.run()
    with reading() as session:
        assert session.get(EvidenceFile, 2) is None
        assert session.get_one(EvidenceFile, 1).person_id == mine.person.id
    assert "imports.commit" not in [each.key for each in app.button]
    assert "3. 核对无误后提交" not in words(app)
