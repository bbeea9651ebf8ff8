/* What is asked of the server: plain data, files, and a stream of answers that ends with its request. */
export class Refused extends Error {}

export async function ask(path, data, signal) {
  const body = data === undefined ? {} : { method: "POST", body: JSON.stringify(data) };
  const response = await fetch(path, { ...body, signal });
  if (!response.ok) throw new Refused((await response.json()).error);
  return response;
}

export async function read(path, data) {
  const found = await (await ask(path, data)).json();
  if (found.error) throw new Refused(found.error);
  return found;
}

/* Calls `heard` with each event of a stream; ends when the stream does, and throws when the server goes. */
export async function stream(path, question, signal, heard) {
  const response = await ask(path, question, signal);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const events = (rest + value).split("\n\n");
    rest = events.pop();
    for (const event of events) {
      const [, name, data] = event.match(/^event: (\w+)\ndata: (.*)$/s);
      heard(name, JSON.parse(data));
    }
  }
}

/* What a stream of progress ends with; its request can be given up. Throws Refused with what the server says. */
export async function finished(path, question, signal, progress, failed) {
  let found;
  await stream(path, question, signal, (name, data) => {
    if (name === "problem") throw new Refused(data.failed ? failed : data.said);
    if (name === "done") found = data;
    else progress(name, data);
  });
  return found;
}
