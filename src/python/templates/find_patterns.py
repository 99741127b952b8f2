import re

from slots import SLOT_KINDS, text

months = 'January|February|March|April|May|June|July|August|September|October|November|December'
month = '(?:' + '|'.join(rf'{name}|{name[:3]}\.?' for name in months.split('|')) + r'|Sept\.?)'
patterns = {
    'phone_numbers': r'(?<![\w.+/-])(?:'
    r'\+\d{1,3}(?:[ .-]?\(\d{1,4}\))?(?:[ .-]?\d{2,8}){1,5}'
    r'|\(\d{2,5}\) ?\d{3,8}(?:[ -]\d{2,6}){0,3}'
    r'|\d{3}([-. ])\d{3}\1\d{4}'
    r'|[2-9]\d{2}-\d{4}'
    r'|0\d{1,4}[ /-]\d{3,8}(?:[ -]\d{2,6}){0,3}'
    r')(?![\w/-]|\.\d)',
    'email_addresses': r'(?<![\w.%+-])[\w.%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![\w-])',
    'urls': r'(?<!\w)(?:https?://|www\.)[^\s<>"\'()\[\]{}]{1,2000}',
    'dates': r'(?<![\w./-])(?:'
    r'\d{4}-\d{2}-\d{2}'
    r'|\d{1,2}([./-])\d{1,2}\1\d{4}'
    rf'|{month} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}'
    rf'|\d{{1,2}}(?:st|nd|rd|th|\.)? {month} \d{{4}}'
    r')(?![\w/-])',
}
result = {}
for kind in SLOT_KINDS:
    found = [match.group().rstrip('.,;:!?') for match in re.finditer(patterns[kind], text)]
    result[kind] = list(dict.fromkeys(found))
