import '../web/widget/python-tool-widget.ts';
