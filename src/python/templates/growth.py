from slots import plain, totals

# Growth is from the source before; from nothing or a negative number it has no meaning.
previous = totals.shift()
growth = ((totals - previous) / previous * 100).where(previous > 0)
result = {}
for name in totals.index:
    result[str(name)] = {str(value): plain(totals.loc[name, value]) for value in totals.columns}
    result[str(name)].update(
        {f'{value} growth percent': plain(growth.loc[name, value]) for value in totals.columns}
    )
