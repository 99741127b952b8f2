import pandas as pd


def pivot_sales(sales: pd.DataFrame, minimum: float = 0.0, region: str | None = None) -> pd.DataFrame:
    """Sales per month and product.

    Parameters
    ----------
    sales : pd.DataFrame
        Needs the columns date, product and amount.
    """
    frame = sales.assign(month=pd.to_datetime(sales["date"]).dt.to_period("M").astype(str))
    frame = frame.query("amount > @minimum")
    if region:
        frame = frame.query(f"region == '{region}'")
    frame = frame.eval("net = amount * 0.81")
    table = frame.pivot_table(index="month", columns="product", values="net", aggfunc="sum", fill_value=0)
    return table.reset_index().rename_axis(columns=None)
