import '../web/widget/python-tool-widget.ts';

export { WebWorkerHost } from './host/web-worker-host.ts';
