const form = document.querySelector('#new');
const list = document.querySelector('#notes');
const status = document.querySelector('#status');

/** What the service answers. @throws {Error} with its reason */
async function ask(options) {
  const response = await fetch('/api/notes', options);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

async function show() {
  const notes = await ask();
  list.replaceChildren(...notes.map(toItem));
  status.textContent = notes.length === 0 ? 'There are no notes yet.' : '';
}

function toItem({ text, createdAt }) {
  const time = Object.assign(document.createElement('time'), {
    dateTime: createdAt,
    textContent: new Date(createdAt).toLocaleString(),
  });
  const item = document.createElement('li');
  item.append(text, ' ', time);
  return item;
}

/** Says why, where something did not work. */
async function attempt(work) {
  try {
    await work();
  } catch (error) {
    status.textContent = `That did not work: ${error.message}.`;
  }
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  attempt(async () => {
    const body = JSON.stringify({ text: form.elements.text.value });
    await ask({ method: 'POST', headers: { 'content-type': 'application/json' }, body });
    form.reset();
    await show();
  });
});
attempt(show);
