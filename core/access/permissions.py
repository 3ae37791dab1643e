"""Every permission of the product, named `area:thing:verb`.

Alphabetical inside an area. A new member needs a row in data/reference/role_permissions.csv; a test
says so when it is missing.
"""

from enum import StrEnum


class Permission(StrEnum):
    """What a role can be allowed to do; the value is what the database and the trail hold."""

    ACCESS_PERSON_EDIT = "access:person:edit"
    ACCESS_PERSON_EXPORT = "access:person:export"
    ACCESS_PERSON_READ = "access:person:read"
    ACCESS_ROLE_EDIT = "access:role:edit"
    ACCESS_ROLE_READ = "access:role:read"
    ACCESS_SESSION_END = "access:session:end"
    ACCESS_SESSION_READ = "access:session:read"

    ANALYSIS_BRIEF_EXPORT = "analysis:brief:export"
    ANALYSIS_COCKPIT_READ = "analysis:cockpit:read"
    ANALYSIS_COMPARE_EXPORT = "analysis:compare:export"
    ANALYSIS_COMPARE_READ = "analysis:compare:read"

    AUDIT_TRAIL_EXPORT = "audit:trail:export"
    AUDIT_TRAIL_READ = "audit:trail:read"

    COLLECTION_RUN_READ = "collection:run:read"
    COLLECTION_RUN_START = "collection:run:start"
    COLLECTION_SOURCE_EDIT = "collection:source:edit"
    COLLECTION_SOURCE_READ = "collection:source:read"
    COLLECTION_VALUES_IMPORT = "collection:values:import"
    COLLECTION_VALUES_READ = "collection:values:read"

    DICTIONARIES_ITEM_EDIT = "dictionaries:item:edit"
    DICTIONARIES_ITEM_EXPORT = "dictionaries:item:export"
    DICTIONARIES_ITEM_READ = "dictionaries:item:read"

    EVIDENCE_FILE_READ = "evidence:file:read"

    INDICATORS_LIBRARY_EDIT = "indicators:library:edit"
    INDICATORS_LIBRARY_EXPORT = "indicators:library:export"
    INDICATORS_LIBRARY_IMPORT = "indicators:library:import"
    INDICATORS_LIBRARY_READ = "indicators:library:read"
    INDICATORS_DESIGN_DECIDE = "indicators:design:decide"
    INDICATORS_DESIGN_EDIT = "indicators:design:edit"
    INDICATORS_DESIGN_PUBLISH = "indicators:design:publish"
    INDICATORS_DESIGN_READ = "indicators:design:read"
    INDICATORS_DESIGN_REVIEW = "indicators:design:review"
    INDICATORS_OPINION_GIVE = "indicators:opinion:give"
    INDICATORS_SYSTEM_EXPORT = "indicators:system:export"
    INDICATORS_SYSTEM_IMPORT = "indicators:system:import"
    INDICATORS_SYSTEM_READ = "indicators:system:read"
    INDICATORS_WEIGHTS_EDIT = "indicators:weights:edit"
    INDICATORS_WEIGHTS_READ = "indicators:weights:read"

    ORGANISATIONS_TREE_EDIT = "organisations:tree:edit"
    ORGANISATIONS_TREE_EXPORT = "organisations:tree:export"
    ORGANISATIONS_TREE_READ = "organisations:tree:read"

    PROJECTS_CHASE_EDIT = "projects:chase:edit"
    PROJECTS_EXTENSION_GRANT = "projects:extension:grant"
    PROJECTS_ORGANISATION_ADJUST = "projects:organisation:adjust"
    PROJECTS_PROGRESS_EXPORT = "projects:progress:export"
    PROJECTS_PROJECT_CREATE = "projects:project:create"
    PROJECTS_PROJECT_DELETE = "projects:project:delete"
    PROJECTS_PROJECT_EDIT = "projects:project:edit"
    PROJECTS_PROJECT_MOVE = "projects:project:move"
    PROJECTS_PROJECT_READ = "projects:project:read"
    PROJECTS_RECEIPT_SIGN = "projects:receipt:sign"
    PROJECTS_SUBMISSION_CONFIRM = "projects:submission:confirm"
    PROJECTS_SUBMISSION_RETURN = "projects:submission:return"
    PROJECTS_TASK_EDIT = "projects:task:edit"
    PROJECTS_TASK_EXPORT = "projects:task:export"
    PROJECTS_TASK_REPORT = "projects:task:report"
    PROJECTS_TASK_VERIFY = "projects:task:verify"

    QUESTIONNAIRES_ANSWER_EXPORT = "questionnaires:answer:export"
    QUESTIONNAIRES_ANSWER_FILL = "questionnaires:answer:fill"
    QUESTIONNAIRES_ANSWER_MARK = "questionnaires:answer:mark"
    QUESTIONNAIRES_ANSWER_READ = "questionnaires:answer:read"
    QUESTIONNAIRES_FORM_EDIT = "questionnaires:form:edit"
    QUESTIONNAIRES_FORM_EXPORT = "questionnaires:form:export"
    QUESTIONNAIRES_FORM_PUBLISH = "questionnaires:form:publish"
    QUESTIONNAIRES_FORM_READ = "questionnaires:form:read"
    QUESTIONNAIRES_TASK_READ = "questionnaires:task:read"

    RESULTS_BOARD_EXPORT = "results:board:export"
    RESULTS_BOARD_READ = "results:board:read"
    RESULTS_EDITION_FREEZE = "results:edition:freeze"
    RESULTS_UNIT_EXPORT = "results:unit:export"
    RESULTS_UNIT_READ = "results:unit:read"

    TOPICS_HEAT_EXPORT = "topics:heat:export"
    TOPICS_HEAT_READ = "topics:heat:read"
    TOPICS_LOGS_IMPORT = "topics:logs:import"

    WORKBENCH_HOME_READ = "workbench:home:read"


LABELS: dict[Permission, str] = {
    Permission.ACCESS_PERSON_EDIT: "维护用户、重置口令、解除锁定",
    Permission.ACCESS_PERSON_EXPORT: "导出用户名册",
    Permission.ACCESS_PERSON_READ: "查看用户",
    Permission.ACCESS_ROLE_EDIT: "维护角色权限",
    Permission.ACCESS_ROLE_READ: "查看角色",
    Permission.ACCESS_SESSION_END: "强制下线",
    Permission.ACCESS_SESSION_READ: "查看在线用户",
    Permission.ANALYSIS_BRIEF_EXPORT: "导出驾驶舱图表与一页纸",
    Permission.ANALYSIS_COCKPIT_READ: "查看领导驾驶舱",
    Permission.ANALYSIS_COMPARE_EXPORT: "导出对比分析",
    Permission.ANALYSIS_COMPARE_READ: "查看对比分析",
    Permission.AUDIT_TRAIL_EXPORT: "导出操作日志",
    Permission.AUDIT_TRAIL_READ: "查看操作日志",
    Permission.COLLECTION_RUN_READ: "查看采集状态与运行记录",
    Permission.COLLECTION_RUN_START: "立即采集",
    Permission.COLLECTION_SOURCE_EDIT: "维护数据源与采集设置",
    Permission.COLLECTION_SOURCE_READ: "查看采集查询语句与校验值",
    Permission.COLLECTION_VALUES_IMPORT: "导入指标值",
    Permission.COLLECTION_VALUES_READ: "查看指标值",
    Permission.DICTIONARIES_ITEM_EDIT: "维护字典",
    Permission.DICTIONARIES_ITEM_EXPORT: "导出字典",
    Permission.DICTIONARIES_ITEM_READ: "查看字典",
    Permission.EVIDENCE_FILE_READ: "下载佐证与来源文件",
    Permission.INDICATORS_LIBRARY_EDIT: "维护指标库",
    Permission.INDICATORS_LIBRARY_EXPORT: "导出指标库",
    Permission.INDICATORS_LIBRARY_IMPORT: "批量导入指标库",
    Permission.INDICATORS_LIBRARY_READ: "查看指标库",
    Permission.INDICATORS_DESIGN_DECIDE: "推进体系设计、裁定意见",
    Permission.INDICATORS_DESIGN_EDIT: "编制体系草案",
    Permission.INDICATORS_DESIGN_PUBLISH: "发布体系草案",
    Permission.INDICATORS_DESIGN_READ: "查看体系草案",
    Permission.INDICATORS_DESIGN_REVIEW: "对体系草案提出论证意见",
    Permission.INDICATORS_OPINION_GIVE: "对征求意见稿提出意见",
    Permission.INDICATORS_SYSTEM_EXPORT: "导出指标体系",
    Permission.INDICATORS_SYSTEM_IMPORT: "导入指标体系",
    Permission.INDICATORS_SYSTEM_READ: "查看指标体系",
    Permission.INDICATORS_WEIGHTS_EDIT: "定权并留存记录",
    Permission.INDICATORS_WEIGHTS_READ: "查看定权记录",
    Permission.ORGANISATIONS_TREE_EDIT: "维护机构",
    Permission.ORGANISATIONS_TREE_EXPORT: "导出机构",
    Permission.ORGANISATIONS_TREE_READ: "查看机构",
    Permission.PROJECTS_CHASE_EDIT: "催报、维护电话册和催办记录",
    Permission.PROJECTS_EXTENSION_GRANT: "核准延期",
    Permission.PROJECTS_ORGANISATION_ADJUST: "办理考核对象调整单",
    Permission.PROJECTS_PROGRESS_EXPORT: "导出填报进度和未报名单",
    Permission.PROJECTS_PROJECT_CREATE: "创建项目",
    Permission.PROJECTS_PROJECT_DELETE: "删除未开始的项目",
    Permission.PROJECTS_PROJECT_EDIT: "编辑项目、轮次和考核对象",
    Permission.PROJECTS_PROJECT_MOVE: "启动、结束项目，开放、关闭轮次",
    Permission.PROJECTS_PROJECT_READ: "查看项目",
    Permission.PROJECTS_RECEIPT_SIGN: "签收任务",
    Permission.PROJECTS_SUBMISSION_CONFIRM: "确认并报送本单位材料",
    Permission.PROJECTS_SUBMISSION_RETURN: "退回报送、补登纸质报送",
    Permission.PROJECTS_TASK_EDIT: "维护年度任务台账",
    Permission.PROJECTS_TASK_EXPORT: "导出年度任务台账",
    Permission.PROJECTS_TASK_REPORT: "填报任务节点完成情况",
    Permission.PROJECTS_TASK_VERIFY: "核定任务节点",
    Permission.QUESTIONNAIRES_ANSWER_EXPORT: "导出答卷和汇总表",
    Permission.QUESTIONNAIRES_ANSWER_FILL: "填报问卷、上传佐证",
    Permission.QUESTIONNAIRES_ANSWER_MARK: "给答卷人工评分",
    Permission.QUESTIONNAIRES_ANSWER_READ: "查看答卷",
    Permission.QUESTIONNAIRES_FORM_EDIT: "编制问卷",
    Permission.QUESTIONNAIRES_FORM_EXPORT: "导出问卷",
    Permission.QUESTIONNAIRES_FORM_PUBLISH: "发布、暂停、结束和删除问卷",
    Permission.QUESTIONNAIRES_FORM_READ: "查看问卷",
    Permission.QUESTIONNAIRES_TASK_READ: "查看本单位的填报任务",
    Permission.RESULTS_BOARD_EXPORT: "导出排名榜",
    Permission.RESULTS_BOARD_READ: "查看排名榜",
    Permission.RESULTS_EDITION_FREEZE: "计算并冻结结果版次",
    Permission.RESULTS_UNIT_EXPORT: "导出单位得分",
    Permission.RESULTS_UNIT_READ: "查看单位得分",
    Permission.TOPICS_HEAT_EXPORT: "导出主题热度",
    Permission.TOPICS_HEAT_READ: "查看主题热度",
    Permission.TOPICS_LOGS_IMPORT: "导入调用日志",
    Permission.WORKBENCH_HOME_READ: "查看工作台",
}
