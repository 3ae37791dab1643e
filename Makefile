# Two commands on a fresh machine: `make run` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
PORT ?=
export SHUPING_PORT := $(or $(PORT),$(SHUPING_PORT),8501)
.DEFAULT_GOAL := help

help: ## 列出全部命令
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 20

run: .venv/run ## 安装、建库、装入演示数据并启动（PORT=8501）
	@$(BIN)/shuping init --demo dezhou
	@exec $(BIN)/shuping up

demo: .venv/run ## 只建库并装入演示数据
	@$(BIN)/shuping init --demo dezhou

test: .venv/test ## 运行全部测试
	@$(BIN)/python -m pytest -q -n auto --dist loadfile

check: .venv/test ## 格式、类型、导入约定与架构测试
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -q tests/architecture

bench: .venv/bench ## 与同类对照测速，结果写入 data/var/bench.json
	@$(BIN)/python -m tests.bench

endure: .venv/test ## 耐久：保存途中反复 kill -9 等；逐个角色看完每个画面
	@SHUPING_ENDURE=50 $(BIN)/python -m pytest -q -s tests/endurance
	@SHUPING_SWEEP=all $(BIN)/python -m pytest -q tests/journeys/test_words.py

security: .venv/test ## 安全：陌生人探测、会话接管、越权、锁定与吊销
	@$(BIN)/python -m pytest -q tests/security

hostile: .venv/test ## 逐个读一百个坏文件，打印说法、用时和子进程内存
	@$(BIN)/python -m tests.hostile

clean: ## 删除虚拟环境与缓存（不删数据）
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache *.egg-info

.venv/run: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 及以上版本"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { echo "无法建立虚拟环境，Debian/Ubuntu 请先安装 python3-venv"; exit 1; }
	@test -e .venv/test || $(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/test: tests/requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { echo "无法建立虚拟环境，Debian/Ubuntu 请先安装 python3-venv"; exit 1; }
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r tests/requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/bench: tests/bench/requirements.lock .venv/test
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r tests/bench/requirements.lock
	@touch $@

.PHONY: help run demo test check bench endure security hostile clean
