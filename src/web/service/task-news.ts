const news = new EventTarget();

/** A task began or ended: lists that show tasks look again. */
export function tellTasksChanged(): void {
  news.dispatchEvent(new Event('change'));
}

/** Calls back at each change, and when the tab is looked at again, as another one may have asked something. */
export function onTasksChanged(look: () => void, signal: AbortSignal): void {
  news.addEventListener('change', look, { signal });
  window.addEventListener('focus', look, { signal });
}
