// The database was busy: send the same form again after a moment, as the page says.
const again = /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-retry]"));
if (again) setTimeout(() => again.requestSubmit(), 2000 + Math.random() * 1000);
