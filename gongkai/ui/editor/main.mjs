// The text of a draft as it will look, drawn over its field. Comfort only: the field stays the
// truth. Its text is read from it, and written back on every change; what is sent, kept, checked
// and compared is the field.
import { closeHistory } from "prosemirror-history";
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { insertTable, dropPicture, linkAt, pictureAt, setLink, setPicture } from "./commands.mjs";
import { askLink, askPicture, askTable } from "./dialogs.mjs";
import { plugins, rawView, withLastLine } from "./plugins.mjs";
import { addresses } from "./schema.mjs";
import { Text } from "./text.mjs";
import { toolbar } from "./toolbar.mjs";

const SEEN = { top: 150, right: 5, bottom: 70, left: 5 };
const CHOICE = "gongkai.editor";
const chosen = () => { try { return localStorage.getItem(CHOICE); } catch { return null; } };
const choose = (name) => { try { localStorage.setItem(CHOICE, name); } catch { /* for this page only */ } };

const begin = (template) => {
  const field = document.getElementById(template.dataset.visual);
  if (!field) return;
  const { form } = field;
  const words = template.dataset;
  const parts = template.content.cloneNode(true);
  const box = parts.querySelector("[data-box]");
  const bar = parts.querySelector("[data-bar]");
  const sheet = parts.querySelector("[data-sheet]");
  const hint = parts.querySelector("[data-hint]");
  const dialogs = Object.fromEntries([...parts.querySelectorAll("dialog")].map((one) => [one.dataset.dialog, one]));
  for (const one of Object.values(dialogs)) document.body.append(one);
  for (const one of dialogs.picture.querySelectorAll("img[data-picture]")) addresses.set(one.dataset.picture, one.getAttribute("src"));
  const announcer = document.getElementById("announcer");
  const say = (text) => { if (announcer) announcer.textContent = text; };

  // --- The field and what is shown of it -----------------------------------------------------------
  let text = new Text(field.value);
  let pressing = false;
  const about = { told: () => say(words.noPictures), picture: () => windows.picture(), words };
  const fresh = () => EditorState.create({ doc: withLastLine(text.doc), plugins: plugins(about) });
  const write = (doc) => {
    const value = text.write(doc);
    if (value === field.value) return;
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const view = new EditorView({ mount: sheet }, {
    state: fresh(),
    attributes: attributes(field),
    // Neither the buttons above nor the line of saving below may hide the cursor.
    scrollThreshold: SEEN,
    scrollMargin: SEEN,
    nodeViews: { raw: rawView(words.raw) },
    dispatchTransaction(transaction) {
      // What is pasted or pressed is undone by itself.
      if (pressing) closeHistory(transaction);
      view.updateState(view.state.apply(transaction));
      if (transaction.docChanged) write(view.state.doc);
      tools.update();
    },
    handleDOMEvents: { paste: () => { pressing = true; setTimeout(() => { pressing = false; }); return false; } },
    handleKeyDown: (_, event) => {
      if (!(event.altKey && event.key === "F10")) return false;
      tools.focus();
      return true;
    },
  });
  const read = () => {
    if (text.write(view.state.doc) === field.value) return;
    text = new Text(field.value);
    view.updateState(fresh());
    tools.update();
  };

  // --- Windows ----------------------------------------------------------------------------------------
  const after = (command) => {
    pressing = true;
    command(view.state, view.dispatch, view);
    pressing = false;
    view.focus();
  };
  const windows = {
    link: async () => {
      const found = linkAt(view.state);
      const { from, to } = found ?? view.state.selection;
      const asked = { href: found?.mark.attrs.href ?? "", words: view.state.doc.textBetween(from, to) };
      const said = await askLink(dialogs.link, asked);
      if (said) after(setLink(found, said.href, said.words === asked.words ? "" : said.words));
      else view.focus();
    },
    table: async () => {
      const said = await askTable(dialogs.table);
      if (said) after(insertTable(said.rows, said.columns));
      else view.focus();
    },
    picture: async () => {
      const found = pictureAt(view.state);
      const { src, alt } = found?.node.attrs ?? { src: "", alt: "" };
      const said = await askPicture(dialogs.picture, { src, alt, upload });
      if (said === "drop") after(dropPicture(found));
      else if (said) after(setPicture(found, said));
      else view.focus();
    },
  };
  const upload = async (file, alt) => {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.elements.namedItem("csrfmiddlewaretoken").value);
    body.append("version", form.elements.namedItem("version").value);
    body.append("use", "picture");
    body.append("description", alt);
    body.append("file", file);
    const send = async () => {
      body.set("version", form.elements.namedItem("version").value);
      const answer = await fetch(words.upload, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual" });
      return answer.headers.get("Content-Type")?.startsWith("application/json") ? answer.json() : {};
    };
    // The draft gets another version by this: it is done between two saves.
    const said = await new Promise((done) => {
      const act = async () => { const one = await send().catch(() => ({})); done(one); return one.version; };
      const event = new CustomEvent("gongkai:between", { bubbles: true, cancelable: true, detail: act });
      if (form.dispatchEvent(event)) act();
    });
    if (!said.src) return { message: said.message ?? words.failed };
    if (!addresses.has(said.src)) dialogs.picture.querySelector("[data-pictures]").append(choiceOf(said, alt, parts));
    addresses.set(said.src, said.href);
    return said;
  };

  // --- As it looks, or as it is typed -------------------------------------------------------------
  const switches = [...box.querySelectorAll("[data-show]")];
  const show = (name) => {
    const visual = name === "visual";
    if (visual) read();
    for (const one of switches) one.setAttribute("aria-pressed", String(one.dataset.show === name));
    field.hidden = visual;
    sheet.hidden = bar.hidden = hint.hidden = !visual;
    const plain = document.getElementById(`${field.id}_hint`);
    if (plain) plain.hidden = visual;
  };
  for (const one of switches) {
    one.addEventListener("click", () => {
      choose(one.dataset.show);
      show(one.dataset.show);
      (one.dataset.show === "visual" ? view : field).focus();
    });
  }
  field.before(hint, box);
  const tools = toolbar(bar, view, { windows, run: after });
  tools.update();
  show(chosen() === "source" ? "source" : "visual");

  // Whoever is sent to the field comes to what is shown of it.
  field.labels[0]?.addEventListener("click", (event) => { if (field.hidden) { event.preventDefault(); view.focus(); } });
  document.addEventListener("click", (event) => {
    if (!field.hidden || event.target.closest?.("a")?.getAttribute("href") !== `#${field.id}`) return;
    event.preventDefault();
    view.focus();
  });
  // What was kept in this browser comes back into the field.
  form.addEventListener("gongkai:put", () => queueMicrotask(() => { if (field.hidden) read(); }));
  form.addEventListener("reset", () => setTimeout(read));
};

const attributes = (field) => {
  const label = field.labels[0];
  if (label) label.id ||= `${field.id}_label`;
  return {
    class: "visual-text",
    role: "textbox",
    "aria-multiline": "true",
    "aria-labelledby": label?.id ?? "",
    "aria-describedby": [`${field.id}_visual`, document.getElementById(`${field.id}_error`)?.id].filter(Boolean).join(" "),
    ...(field.getAttribute("aria-invalid") ? { "aria-invalid": "true" } : {}),
  };
};

const choiceOf = ({ src, href }, alt) => {
  const label = document.createElement("label");
  const input = Object.assign(document.createElement("input"), { type: "radio", name: "visual-picture", value: src });
  const img = Object.assign(document.createElement("img"), { src: href, alt });
  label.append(input, img);
  return label;
};

for (const template of document.querySelectorAll("template[data-visual]")) begin(template);
