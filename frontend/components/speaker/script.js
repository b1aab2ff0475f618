// Speaker buttons: a recorded file first; else a voice of the device itself. A network voice would send the page elsewhere.
let playing = new Audio();
const voiceFor = (/** @type {string} */ language) =>
  speechSynthesis.getVoices().find((voice) => voice.localService === true && voice.lang.startsWith(language.slice(0, 2)));
const languageOf = (/** @type {HTMLElement} */ button) => button.dataset.lang || document.documentElement.lang;
const buttons = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-say]"));
const reveal = () => buttons.forEach((button) => {
  button.hidden = !voiceFor(languageOf(button));
});

if ("speechSynthesis" in window) {
  reveal();
  speechSynthesis.onvoiceschanged = reveal;
}
document.addEventListener("click", (event) => {
  const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest(".say"));
  if (!button) return;
  event.preventDefault();
  playing.pause();
  if (button instanceof HTMLAnchorElement) {
    playing = new Audio(button.href);
    playing.play();
    document.getElementById("voice")?.removeAttribute("hidden"); // who reads it, said when it is heard
    return;
  }
  const voice = voiceFor(languageOf(button));
  if (!voice) return;
  const words = new SpeechSynthesisUtterance(button.dataset.say);
  words.voice = voice;
  words.lang = voice.lang;
  speechSynthesis.cancel();
  speechSynthesis.speak(words);
});
