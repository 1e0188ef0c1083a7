// Requests to the workbench's own server. The token comes with the address, after the #, which browsers never send.

const KEY = "winset-token";

/** An answer that says what is wrong. */
export class ApiError extends Error {
  constructor(status, errors, body) {
    super(errors.map((one) => one.what).join("; ") || `status ${status}`);
    this.status = status;
    this.errors = errors;
    this.body = body;
  }
}

/** Take the token out of the address, and keep it for this tab. */
export function takeToken() {
  const found = /^#token=([\w-]+)$/.exec(location.hash);
  if (found) {
    sessionStorage.setItem(KEY, found[1]);
    history.replaceState(history.state, "", location.pathname + location.search);
  }
  return sessionStorage.getItem(KEY);
}

/** Forget the token: the server that gave it is gone. */
export function dropToken() {
  sessionStorage.removeItem(KEY);
}

/** Write parameters as a query; lists repeat their name, empty ones are left out. */
export function queryOf(params) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined && one !== "") query.append(name, one);
    }
  }
  const text = query.toString();
  return text ? `?${text}` : "";
}

/**
 * Ask the server; gives the response, or throws an ApiError. A Blob goes as it is, anything else as JSON.
 * @param {string} path
 * @param {{method?: string, body?: any, signal?: AbortSignal, accept?: string}} [options]
 */
export async function ask(path, { method = "GET", body, signal, accept = "application/json" } = {}) {
  const headers = { Authorization: `Bearer ${sessionStorage.getItem(KEY) ?? ""}`, Accept: accept };
  const raw = body instanceof Blob;
  if (body !== undefined) headers["Content-Type"] = raw ? "application/octet-stream" : "application/json";
  let response;
  try {
    response = await fetch(path, {
      method,
      headers,
      signal,
      body: body === undefined || raw ? body : JSON.stringify(body),
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ApiError(0, [
      { what: "the workbench does not answer", hint: "It may have been ended. Start it again: winset serve" },
    ]);
  }
  if (response.ok) return response;
  const told = await response.json().catch(() => ({}));
  throw new ApiError(response.status, told.errors ?? [{ what: `the server answered ${response.status}` }], told);
}

/** Ask for JSON. */
export async function askJson(path, options) {
  return (await ask(path, options)).json();
}

/** Save an answer as a file. */
export async function saveFile(path, name) {
  const response = await ask(path, { accept: "*/*" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
