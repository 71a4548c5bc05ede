# Two commands bring everything up from nothing: `make run` and `make test`. `make` alone lists the others.
SHELL := /bin/bash
.DEFAULT_GOAL := help
VENV := .venv/bin
.PHONY: help run test check fmt lint openapi demo migration lock audit sbom bench clean

help: ## 列出全部命令 / list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## 安装、构建并启动平台（PORT=8001 换端口） / install, build and start everything; honours PORT, HOST, DATABASE_URL
	@bash .ci/setup.sh run && exec $(VENV)/python -m api.cli run

test: ## 安装所需并运行全部检查与测试 / install what is needed and run every check and test
	@bash .ci/test.sh

check: ## 同上并核对覆盖率，与持续集成相同 / the same with coverage and its floor, as CI runs it
	@COVERAGE=1 bash .ci/test.sh

lint: ## 只做静态检查 / static checks of the Python code only
	@bash .ci/setup.sh python
	@$(VENV)/lint-imports --no-logo && $(VENV)/python -m ruff check . && $(VENV)/python -m ruff format --check . && $(VENV)/python -m mypy

fmt: ## 自动整理代码格式 / format the code
	@bash .ci/setup.sh python
	@$(VENV)/python -m ruff check --fix --quiet . ; $(VENV)/python -m ruff format .
	@if [ -d frontend/node_modules ]; then npm --prefix frontend run fmt --if-present --silent; fi

openapi: ## 由代码生成 openapi.json 与前端类型 / write openapi.json and the frontend's types from the code
	@bash .ci/setup.sh python
	@$(VENV)/python -m api.cli export-openapi openapi.json
	@if [ -d frontend/node_modules ]; then npm --prefix frontend run types --silent; fi

demo: ## 向空数据库填入演示城市 / fill an empty database with the demo city
	@bash .ci/setup.sh run
	@$(VENV)/python -m api.cli demo

migration: ## 对照模型生成迁移：make migration m="add tickets" / write the next migration
	@bash .ci/setup.sh python
	@$(VENV)/python -m migrations.new "$(m)"
	@$(VENV)/python -m ruff check --fix-only --quiet migrations/versions ; $(VENV)/python -m ruff format --quiet migrations/versions

lock: ## 依 pyproject.toml 更新锁文件（U=--upgrade 升级） / refresh the lock files
	@bash .ci/lock.sh $(U)

audit: ## 核查已锁定依赖的已知漏洞 / known holes in what is locked; says so when it cannot be checked
	@bash .ci/setup.sh python
	@$(VENV)/python .ci/audit.py

sbom: ## 生成软件物料清单到 var/sbom/ / write the bills of materials (CycloneDX)
	@bash .ci/sbom.sh

bench: ## 性能测量 / measure, if bench/ holds a harness
	@if [ -f bench/__main__.py ]; then bash .ci/setup.sh python && $(VENV)/python -m bench; \
	else echo "bench/ 里还没有测量程序。 / bench/ holds no harness yet; nothing was measured." >&2; exit 1; fi

clean: ## 删除可再生的文件（保留 var/ 中的数据） / remove what can be made again; data in var/ stays
	rm -rf .venv frontend/node_modules frontend/dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
