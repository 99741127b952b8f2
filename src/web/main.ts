import './pages/app.ts';

/** A file that is dropped where nothing takes it must not replace the page. */
for (const type of ['dragover', 'drop']) window.addEventListener(type, (event) => event.preventDefault());
