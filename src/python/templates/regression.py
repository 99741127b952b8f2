import statsmodels.api as sm
from slots import SLOT_PREDICTORS, SLOT_TARGET, data, plain

target, predictors = SLOT_TARGET, SLOT_PREDICTORS
used = data[[target, *predictors]].dropna().astype(float)
if len(used) <= len(predictors) + 1:
    raise SystemExit(f'{len(used)} complete rows are too few for {len(predictors)} predictors and an intercept.')
model = sm.OLS(used[target], sm.add_constant(used[predictors], has_constant='add')).fit()
names = ['intercept', *map(str, predictors)]
result = {
    'rows': len(used),
    'r_squared': plain(model.rsquared),
    'adjusted_r_squared': plain(model.rsquared_adj),
    'f_p_value': plain(model.f_pvalue),
    'coefficients': {name: plain(value) for name, value in zip(names, model.params.tolist(), strict=False)},
    'p_values': {name: plain(value) for name, value in zip(names, model.pvalues.tolist(), strict=False)},
}
