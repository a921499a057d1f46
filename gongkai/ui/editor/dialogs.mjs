// The small windows of the editor. They stand outside the form: what is typed in them is no part
// of the draft.
const CODE = /^[a-z][a-z0-9+.-]*:/i;

const open = (dialog, { ready, accept }) => new Promise((done) => {
  const fields = [...dialog.querySelectorAll("input")];
  const error = dialog.querySelector("[data-error]");
  const say = (text) => { error.textContent = text; error.hidden = !text; };
  say("");
  ready?.();
  const close = (answer) => {
    dialog.removeEventListener("click", press);
    dialog.removeEventListener("keydown", enter);
    dialog.removeEventListener("cancel", cancel);
    dialog.close();
    done(answer);
  };
  const take = async () => {
    const answer = await accept(say);
    if (answer !== undefined) close(answer);
  };
  const press = ({ target }) => {
    const act = target.closest("button")?.value;
    if (act === "take") take();
    else if (act === "drop") close("drop");
    else if (act === "cancel") close(null);
  };
  const enter = (event) => {
    if (event.key !== "Enter" || event.isComposing || event.target.nodeName !== "INPUT") return;
    event.preventDefault();
    take();
  };
  const cancel = (event) => { event.preventDefault(); close(null); };
  dialog.addEventListener("click", press);
  dialog.addEventListener("keydown", enter);
  dialog.addEventListener("cancel", cancel);
  dialog.showModal();
  fields.find((one) => one.type !== "hidden" && !one.closest("[hidden]"))?.focus();
});

const field = (dialog, name) => dialog.querySelector(`[data-field="${name}"]`);
const shown = (element, is) => { if (element) element.hidden = !is; };

// An address as the text may hold it, or nothing.
export const addressOf = (typed) => {
  const text = typed.trim();
  if (!text) return "";
  const whole = CODE.test(text) ? text : /^[^\s/@]+@[^\s/@]+\.[^\s/@]+$/.test(text) ? `mailto:${text}` : `https://${text}`;
  if (!/^(?:https?:\/\/[^/\s]+\.?|mailto:[^@\s]+@)/i.test(whole)) return "";
  return whole.replace(/[\s()[\]<>"]/g, (sign) => encodeURIComponent(sign).replace("(", "%28").replace(")", "%29"));
};

export const askLink = (dialog, { href, words }) => open(dialog, {
  ready: () => {
    field(dialog, "words").value = words;
    field(dialog, "href").value = href;
    shown(dialog.querySelector("[value=drop]"), Boolean(href));
  },
  accept: (say) => {
    const address = addressOf(field(dialog, "href").value);
    if (!address) return say(dialog.dataset.wrong);
    return { href: address, words: field(dialog, "words").value.trim() };
  },
});

export const askTable = (dialog) => open(dialog, {
  accept: (say) => {
    const [rows, columns] = ["rows", "columns"].map((name) => Number(field(dialog, name).value));
    const fits = (number, most) => Number.isInteger(number) && number >= 1 && number <= most;
    if (!fits(rows, 100) || !fits(columns, 20)) return say(dialog.dataset.wrong);
    return { rows, columns };
  },
});

export const askPicture = (dialog, { src, alt, upload }) => open(dialog, {
  ready: () => {
    for (const one of dialog.querySelectorAll("[name=visual-picture]")) one.checked = one.value === src;
    field(dialog, "alt").value = alt;
    field(dialog, "file").value = "";
    shown(dialog.querySelector("[value=drop]"), Boolean(src));
  },
  accept: async (say) => {
    const words = field(dialog, "alt").value.trim().replace(/[[\]]/g, "");
    const file = field(dialog, "file").files[0];
    const chosen = dialog.querySelector("[name=visual-picture]:checked")?.value ?? src;
    if (!file && !chosen) return say(dialog.dataset.none);
    if (!words) return say(dialog.dataset.wordless);
    if (!file) return { src: chosen, alt: words };
    const button = dialog.querySelector("[value=take]");
    button.disabled = true;
    const { src: fresh, message } = await upload(file, words);
    button.disabled = false;
    return fresh ? { src: fresh, alt: words } : say(message);
  },
});
