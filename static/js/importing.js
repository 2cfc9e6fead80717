// An import of a large bank takes seconds: the button says so and is not pressed twice.
const buttons = document.querySelectorAll("[data-working]");

for (const button of buttons) {
  const label = button.value;
  button.form.addEventListener("submit", () => {
    button.value = button.dataset.working;
    button.disabled = true;
  });
  // Coming back to the page, the button is as it was.
  window.addEventListener("pageshow", () => {
    button.value = label;
    button.disabled = false;
  });
}
