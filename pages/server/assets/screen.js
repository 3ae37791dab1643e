// Runs before Streamlit's own script: notices the end of a session, signs out, and puts built-in texts
// that Streamlit offers no parameter for into Chinese. No inline code, so a strict CSP can stay.
(() => {
  "use strict";

  // Without it Streamlit asks below the address of the screen first, and every deep link logs two errors.
  window.__streamlit = { BACKEND_BASE_URL: location.origin + "/" };

  // Streamlit remembers a theme for each address; here it is one choice for every screen, light until turned.
  const THEME = "shuping.theme";
  const theme = localStorage.getItem(THEME) === "Dark" ? "Dark" : "Light";
  localStorage.setItem("stActiveTheme-" + location.pathname + "-v2", JSON.stringify(theme));
  // Dialogs stand beside Streamlit's app, which alone would know.
  document.documentElement.style.colorScheme = theme.toLowerCase();

  const SESSION_ENDED = 4401;
  const here = () => location.pathname + location.search;
  const signIn = () => { location.href = "/signin?over=1&next=" + encodeURIComponent(here()); };

  const checkSession = async () => {
    try {
      const answer = await fetch("/session/state", { credentials: "same-origin" });
      if (answer.status === 401) signIn();
    } catch { /* The server is away; Streamlit shows that itself and tries again. */ }
  };

  const Socket = window.WebSocket;
  window.WebSocket = class extends Socket {
    constructor(...args) {
      super(...args);
      this.addEventListener("close", (event) => {
        if (event.code === SESSION_ENDED) signIn();
        else if (!event.wasClean) checkSession();
      });
    }
  };

  const OTHERS = /^\/(signin|signout|password|session|static|media|_stcore|component|healthz)(\/|$)/;

  // Signing out is a POST, so that no foreign page can do it with a link; links to files stay in this tab.
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    if (!link) return;
    const url = new URL(link.href, location.href);
    if (url.origin !== location.origin) return;
    if (url.hash === "#theme") {
      event.preventDefault();
      event.stopPropagation();
      localStorage.setItem(THEME, theme === "Dark" ? "Light" : "Dark");
      location.reload();
    } else if (url.pathname === "/signout") {
      event.preventDefault();
      event.stopPropagation();
      const form = document.createElement("form");
      form.method = "post";
      form.action = "/signout";
      document.body.append(form);
      form.submit();
    } else if (url.pathname === "/password") {
      event.preventDefault();
      event.stopPropagation();
      location.href = url.href;
    } else if (url.pathname.startsWith("/api/")) {
      event.preventDefault();
      event.stopPropagation();
      // A page to read on a phone opens; everything else is saved.
      if (url.pathname.endsWith(".html")) location.href = url.href;
      else download(url.href);
    } else if (link.closest('[data-testid="stMain"], [role="dialog"]') && !OTHERS.test(url.pathname) && !event.ctrlKey && !event.metaKey) {
      // A link between screens changes the screen in place, with the way back kept.
      event.preventDefault();
      event.stopPropagation();
      history.pushState({}, "", url.href);
      dispatchEvent(new PopStateEvent("popstate"));
      // Beside a tree stands the card of the node chosen; on a phone it stands above.
      const beside = innerWidth > 640 && link.closest(".st-key-tree");
      const pane = beside ? '[data-testid="stVerticalBlock"]:has(> * > .st-key-card)' : '[data-testid="stMain"]';
      document.querySelector(pane)?.scrollTo({ top: 0 });
    }
  }, true);

  const download = async (address) => {
    const answer = await fetch(address, { credentials: "same-origin" });
    if (answer.status === 401) { signIn(); return; }
    if (!answer.ok) {
      let reason = "导出失败，请稍后再试";
      try { reason = (await answer.json())["错误"] || reason; } catch { /* keep the general sentence */ }
      alert(reason);
      return;
    }
    const name = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("content-disposition") || "");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = name ? decodeURIComponent(name[1]) : "导出文件";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };

  // What is typed into a form is kept without a button: after three seconds without typing it is committed as if
  // by its own key. Whoever goes on typing meanwhile loses nothing; the next pause commits the rest.
  const PAUSE = 3000;
  const pauses = new WeakMap();
  document.addEventListener("input", (event) => {
    const box = event.target;
    if (!(box instanceof HTMLElement) || !box.matches('[class*="st-key-question-"] :is(textarea, input[type="text"])')) return;
    clearTimeout(pauses.get(box));
    pauses.set(box, setTimeout(() => {
      const long = box.tagName === "TEXTAREA";
      box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", code: "Enter", ctrlKey: long, bubbles: true, cancelable: true }));
    }, PAUSE));
  }, true);

  // A link to a question brings it into sight once it is drawn, and puts the cursor into its first box.
  let reached = "";
  const reach = () => {
    const at = new URLSearchParams(location.search).get("at");
    if (!at || reached === location.search) return;
    const question = document.querySelector(`.st-key-question-${at.trim().replace(/[^a-zA-Z0-9_-]/g, "-")}`);
    if (!question) return;
    reached = location.search;
    question.scrollIntoView({ block: "center" });
    question.querySelector("input:not([type=file]), textarea")?.focus({ preventScroll: true });
  };
  new MutationObserver(reach).observe(document, { subtree: true, childList: true });
  addEventListener("popstate", () => { reached = ""; });

  const EXACT = {
    "Upload": "选择文件", "Browse files": "选择文件", "Add files": "添加文件", "Drag and drop file here": "将文件拖到此处",
    "Drag and drop files here": "将文件拖到此处", "Press Enter to apply": "按回车键生效",
    "Press Ctrl+Enter to apply": "按 Ctrl+回车 生效", "Press ⌘+Enter to apply": "按 ⌘+回车 生效",
    "Press Enter to submit form": "按回车键提交", "This field is required.": "此项必填", "(required)": "（必填）",
    "No results": "没有匹配的选项", "No options to select": "没有可选项", "No options to select.": "没有可选项",
    "Choose an option": "请选择", "Choose options": "请选择", "Select all": "全选", "Print": "打印",
    "Record a screencast": "录制屏幕", "Record screen": "录制屏幕", "Light": "浅色", "Dark": "深色", "System": "跟随系统",
    "Settings": "设置", "Rerun": "刷新", "Clear cache": "清除缓存", "About": "关于", "Appearance": "外观",
    "Search": "查找", "Fullscreen": "全屏", "Close fullscreen": "退出全屏", "Exit fullscreen": "退出全屏",
    "Download as CSV": "下载", "Show/hide columns": "显示或隐藏列", "Add row": "增加一行", "Delete row(s)": "删除所选行",
    "Sort ascending": "升序排列", "Sort descending": "降序排列", "Pin column": "冻结此列", "Unpin column": "取消冻结",
    "Hide column": "隐藏此列", "Autosize": "自动列宽", "Format": "格式", "Statistics": "统计", "Automatic": "自动",
    "Localized": "本地格式", "Plain": "原样", "Compact": "紧凑", "Dollar": "美元", "Euro": "欧元", "Percent": "百分比",
    "Scientific": "科学计数", "Accounting": "会计", "Reset": "重置", "Clear": "清除", "Close": "关闭", "Copied": "已复制",
    "Copy to clipboard": "复制", "Download plot as a png": "下载图片", "Download plot as SVG": "下载矢量图（SVG）",
    "Download plot as a PNG": "下载图片（PNG）", "Zoom": "缩放", "Pan": "平移", "Zoom in": "放大", "Zoom out": "缩小",
    "Autoscale": "自动缩放", "Reset axes": "重置坐标轴", "Box Select": "框选", "Lasso Select": "套索选择",
    "Produced with Plotly.js": "", "Page not found": "没有这个页面", "Connection error": "连接中断",
    "Connecting": "正在连接", "CONNECTING": "正在连接", "Running...": "正在处理…", "RUNNING...": "正在处理…", "Stop": "停止",
    "Skip to main content": "跳到正文", "Collapse sidebar": "收起菜单", "Expand sidebar": "展开菜单",
    "Close sidebar": "收起菜单", "Open sidebar": "展开菜单", "Toggle sidebar": "展开或收起菜单",
    "Increment": "增加", "Decrement": "减少", "Show password text": "显示口令", "Hide password text": "隐藏口令",
    "View less": "收起", "View more": "展开更多", "Remove file": "移除文件", "Delete": "删除", "Remove": "移除",
    "App pages": "系统菜单", "file upload": "选择文件", "Clear all": "全部清除", "Selected values": "已选项", "Navigate to home page": "回到首页", "Logo": "标志", "Download plot": "下载矢量图（SVG）",
    "Pagination": "翻页", "Previous page": "上一页", "Next page": "下一页", "Previous": "上一页", "Next": "下一页", "Open": "打开",
    "Made with Streamlit": "", "Is Streamlit still running?": "系统服务没有响应", "Main menu": "主菜单",
    "Sidebar": "侧栏", "Select row": "选择此行", "Loading...": "正在载入…", "Error": "错误", "Link to heading": "本节链接",
    "Help": "说明", "Tooltip": "说明", "Dismiss": "关闭", "empty": "（空）",
    "yyyy": "年", "mm": "月", "dd": "日",
  };
  const PATTERNS = [
    [/^(\d+(?:\.\d+)?)\s?MB per file(?: • (.*))?$/, (m) => `每个文件不超过 ${m[1]} MB${m[2] ? " · " + m[2] : ""}`],
    [/^Limit (\d+)MB per file(?: • (.*))?$/, (m) => `每个文件不超过 ${m[1]} MB${m[2] ? " · " + m[2] : ""}`],
    [/^File must be ([\d.]+)MB or smaller\.?$/, (m) => `文件不得超过 ${m[1]} MB`],
    [/^(\S+) files are not allowed\.?$/, (m) => `不接受 ${m[1]} 文件`],
    [/^View (\d+) more$/, (m) => `展开其余 ${m[1]} 项`],
    [/^Show (\d+) more$/, (m) => `展开其余 ${m[1]} 项`],
    [/^Add: (.*)$/, (m) => `添加：${m[1]}`],
    [/^(\d+) options? available/, (m) => `共 ${m[1]} 个选项`],
    [/^Remove (.*)$/, (m) => `移除${m[1]}`],
    [/^Help for (.*)$/, (m) => `${m[1]}的说明`],
    [/^Page (\d+)$/, (m) => `第 ${m[1]} 页`],
    [/^Page (\d+) of (\d+)$/, (m) => `第 ${m[1]} 页，共 ${m[2]} 页`],
    [/^Go to page (\d+)$/, (m) => `第 ${m[1]} 页`],
    [/^Selected (.*)\. (.*)$/, (m) => `已选 ${m[1]}`],
    [/^option (.*), selected\.$/, (m) => `已选 ${m[1]}`],
    [/^Streamlit server is not responding\. Are you connected to the internet\?$/, () => "服务器没有响应，请检查网络；恢复后会自动重新连接。"],
    [/^You have requested page .*, but no corresponding file was found.*$/, () => "您没有打开该页面的权限，或该页面不存在，已转到首页。如工作需要，请联系系统管理员开通。"],
    [/^The page that you have requested does not seem to exist.*$/, () => "您没有打开该页面的权限，或该页面不存在，已转到首页。如工作需要，请联系系统管理员开通。"],
    [/^Connection failed with status (\d+)\.?$/, (m) => `连接失败（${m[1]}）`],
  ];
  const ATTRIBUTES = ["aria-label", "title", "placeholder", "data-title", "alt"];
  // What people wrote themselves is never touched.
  const THEIRS = '[data-testid="stMarkdownContainer"], [data-testid="stTable"], pre, code, textarea, [data-testid="stText"]';
  const OURS = "button, [data-testid='stFileUploader'], [data-testid='stPageNotFound'], [role='dialog']";

  const inChinese = (text) => {
    const bare = text.trim();
    if (!bare || !/[A-Za-z]/.test(bare)) return null;
    if (Object.hasOwn(EXACT, bare)) return EXACT[bare];
    for (const [pattern, replacement] of PATTERNS) {
      const match = pattern.exec(bare);
      if (match) return replacement(match);
    }
    return null;
  };

  const translateText = (node) => {
    const parent = node.parentElement;
    if (!parent || (parent.closest(THEIRS) && !parent.closest(OURS))) return;
    const found = inChinese(node.data);
    if (found !== null && found !== node.data) node.data = found;
  };

  const translateAttributes = (element) => {
    for (const name of ATTRIBUTES) {
      const value = element.getAttribute(name);
      const found = value ? inChinese(value) : null;
      if (found !== null && found !== value) element.setAttribute(name, found);
    }
  };

  const translateTree = (root) => {
    if (root.nodeType === Node.TEXT_NODE) { translateText(root); return; }
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    translateAttributes(root);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) translateText(node); else translateAttributes(node);
    }
  };

  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(translateTree);
      else if (change.type === "characterData") translateText(change.target);
      else translateAttributes(change.target);
    }
  }).observe(document, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES,
  });
})();
