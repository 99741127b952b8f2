from slots import SLOT_ACTION, SLOT_USER, data, plain

events = data.groupby(SLOT_ACTION, dropna=False).size().sort_values(ascending=False, kind='stable')
users = data.groupby(SLOT_ACTION, dropna=False)[SLOT_USER].nunique()
active = data[SLOT_USER].value_counts().nlargest(10, keep='all')
result = {
    'events': len(data),
    'users': plain(data[SLOT_USER].nunique()),
    'by_action': [
        {'action': plain(name), 'events': int(count), 'users': int(users[name])} for name, count in events.items()
    ],
    'most_active': {str(name): int(count) for name, count in active.items()},
}
