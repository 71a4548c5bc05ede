# Sourced by the scripts beside it, from the top of the repository: one function for each thing a machine may lack.
# Every function is idempotent: a stamp file holds the digest of what was installed or built from.

say() { printf '%s\n' "$@"; }
fail() {
  printf '✗ %s\n' "$@" >&2
  exit 1
}
digest() { if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi | cut -d ' ' -f 1; }
is_fresh() { [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]; }

# npm, pip and Chromium want a home they can write to.
ensure_home() {
  if [ -z "${HOME:-}" ] || [ ! -d "$HOME" ] || [ ! -w "$HOME" ]; then
    mkdir -p var/home
    export HOME="$PWD/var/home"
  fi
}

find_python() {
  local name
  for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
    if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$name"
      return
    fi
  done
  fail "需要 Python 3.11 或更高版本（当前：$(python3 --version 2>&1 || true)）。Debian/Ubuntu：apt-get install python3 python3-venv" \
    "Python 3.11 or newer is needed. Debian/Ubuntu: apt-get install python3 python3-venv; or name one: PYTHON=/path/to/python3 make run"
}

ensure_venv() {
  .venv/bin/python -c 'import pip' 2>/dev/null && return
  local python
  python=$(find_python)
  "$python" -c 'import venv, ensurepip' 2>/dev/null ||
    fail "$python 缺少 venv 模块。Debian/Ubuntu 请运行：apt-get install python3-venv" \
      "$python has no venv module. On Debian/Ubuntu: apt-get install $(basename "$(readlink -f "$python")")-venv"
  say "正在创建 Python 虚拟环境 .venv … / Creating the Python environment .venv …"
  "$python" -m venv --clear .venv
}

# What an installation of $1 (runtime or dev) depends on. The dev lock holds the runtime's packages at the same versions.
python_stamp() {
  { .venv/bin/python -c 'import sys; print(sys.version)' && cat requirements.lock && { [ "$1" = runtime ] || cat requirements-dev.lock; }; } | digest
}

# ensure_python runtime|dev
ensure_python() {
  local lock=requirements.lock pip
  ensure_venv
  is_fresh .venv/stamp-dev "$(python_stamp dev)" && return
  if [ "$1" = dev ]; then lock=requirements-dev.lock; elif is_fresh .venv/stamp-runtime "$(python_stamp runtime)"; then return; fi
  say "正在安装 Python 依赖（首次约 1 分钟）… / Installing Python dependencies (about a minute the first time) …"
  # The lock names every package. Without --no-deps pip looks for what is wanted with an extra (coverage[toml]) anew and
  # takes a newer release than the lock's as soon as there is one, which the hashes then refuse.
  .venv/bin/python -m pip install --require-hashes --no-deps --requirement "$lock" --no-input --disable-pip-version-check \
    --root-user-action=ignore --progress-bar off >.venv/pip.log 2>&1 &
  pip=$!
  # A shell's background process ignores Ctrl-C.
  trap "kill $pip 2>/dev/null" EXIT
  show_pip_progress "$pip" "$(grep -c '^[A-Za-z0-9].*==' "$lock")"
  trap - EXIT
  .venv/bin/python -m pip check >>.venv/pip.log 2>&1 || {
    tail -n 20 .venv/pip.log >&2
    fail "锁文件不完整：请运行 make lock" "The lock file lacks a package: run make lock"
  }
  python_stamp "$1" >".venv/stamp-$1"
}

# pip says nothing useful on one line: count the packages it has collected. $1 its process, $2 how many there may be.
show_pip_progress() {
  local collected before=-1
  while kill -0 "$1" 2>/dev/null; do
    collected=$(grep -c '^Collecting ' .venv/pip.log || true)
    if [ -t 1 ]; then
      printf '\r  %s / %s ' "$collected" "$2"
    elif [ $((collected / 20)) -gt "$before" ]; then
      before=$((collected / 20))
      say "  $collected / $2"
    fi
    sleep 0.5
  done
  [ ! -t 1 ] || printf '\r\033[K'
  wait "$1" || {
    tail -n 20 .venv/pip.log >&2
    fail "Python 依赖安装失败，完整记录见 .venv/pip.log" "Python dependencies could not be installed; the whole log is .venv/pip.log"
  }
}

has_frontend() { [ -f frontend/package.json ]; }

ensure_node() {
  local hint_zh="请安装 Node.js 20.19 或更高版本（含 npm）。Debian/Ubuntu：apt-get install nodejs npm，或使用 nvm。"
  local hint_en="Install Node.js 20.19 or newer with npm. Debian/Ubuntu: apt-get install nodejs npm, or use nvm."
  command -v node >/dev/null || fail "未找到 node。$hint_zh" "node was not found. $hint_en"
  command -v npm >/dev/null || fail "未找到 npm。$hint_zh" "npm was not found. $hint_en"
  node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' ||
    fail "Node.js 版本过低（$(node --version)）。$hint_zh" "Node.js is too old ($(node --version)). $hint_en"
}

ensure_node_modules() {
  ensure_node
  local stamp
  stamp=$({ node --version && cat frontend/package-lock.json; } | digest)
  is_fresh frontend/node_modules/.stamp "$stamp" && return
  say "正在安装前端依赖（首次约 1 分钟）… / Installing frontend dependencies (about a minute the first time) …"
  npm --prefix frontend ci --no-audit --no-fund --loglevel=error ||
    fail "前端依赖安装失败。" "Frontend dependencies could not be installed."
  printf '%s' "$stamp" >frontend/node_modules/.stamp
}

frontend_sources() {
  find frontend openapi.json -type f -not -path '*/node_modules/*' -not -path 'frontend/dist/*' \
    -not -path 'frontend/test-results/*' -not -path 'frontend/e2e/*' -not -path 'frontend/src/api/schema.d.ts' -print0 2>/dev/null |
    LC_ALL=C sort -z
}

ensure_frontend_built() {
  has_frontend || {
    say "frontend/ 尚不存在，只启动接口。 / There is no frontend/ yet; only the API is served."
    return
  }
  local stamp
  stamp=$({ frontend_sources | tr '\0' '\n' && frontend_sources | xargs -0 cat; } | digest)
  is_fresh frontend/dist/.stamp "$stamp" && return
  ensure_node_modules
  say "正在构建前端页面（约 20 秒）… / Building the pages (about 20 seconds) …"
  npm --prefix frontend run build --silent >var/frontend-build.log 2>&1 || {
    tail -n 30 var/frontend-build.log >&2
    fail "前端构建失败。" "The pages could not be built."
  }
  printf '%s' "$stamp" >frontend/dist/.stamp
}

# Installing from Debian's archive needs both; $* the packages.
install_debian() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
  say "正在安装系统软件包：$*（约 1 分钟）… / Installing system packages: $* (about a minute) …"
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } >var/apt.log 2>&1 || {
    tail -n 5 var/apt.log >&2
    return 1
  }
}

find_chromium() {
  local name
  for name in "${CHROMIUM:-}" chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" "$(playwright_chromium)"; do
    # Ubuntu's packages are wrappers that may have nothing behind them: only one that answers counts.
    if [ -n "$name" ] && command -v "$name" >/dev/null && "$name" --version >/dev/null 2>&1; then
      command -v "$name"
      return
    fi
  done
  return 1
}

playwright_chromium() {
  (cd frontend && node -e 'console.log(require("playwright-core").chromium.executablePath())') 2>/dev/null || true
}

# Sets and exports CHROMIUM, the browser of the end-to-end tests.
ensure_browser() {
  if ! CHROMIUM=$(find_chromium); then
    install_debian chromium-headless-shell fonts-noto-cjk || install_debian chromium fonts-noto-cjk || {
      say "正在下载 Playwright 的 Chromium … / Downloading Playwright's Chromium …"
      (cd frontend && npx playwright-core install chromium) || true
    }
    CHROMIUM=$(find_chromium) ||
      fail "浏览器测试需要 Chromium：请安装 chromium 或 Google Chrome，或设置 CHROMIUM=/路径。Debian：apt-get install chromium" \
        "The browser tests need Chromium: install chromium or Google Chrome, or set CHROMIUM=/path. Debian: apt-get install chromium"
  fi
  export CHROMIUM
  if command -v fc-list >/dev/null && [ -z "$(fc-list :lang=zh family 2>/dev/null)" ]; then
    install_debian fonts-noto-cjk ||
      say "⚠ 未安装中文字体，截图中的汉字会显示为方框。 / No Chinese font is installed; screenshots will show boxes."
  fi
}
