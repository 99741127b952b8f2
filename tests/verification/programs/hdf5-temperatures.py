import h5py
import numpy as np
import xarray as xr

with h5py.File('climate.h5', 'r') as handle:
    handle.visititems(lambda name, item: print(name, getattr(item, 'shape', None)))
    temperatures = handle['temperature'][:]
    units = handle['temperature'].attrs.get('units', b'').decode() if isinstance(handle['temperature'].attrs.get('units'), bytes) else 'unknown'
    years = handle['time'][()]
dataset = xr.open_dataset('climate.nc')
mean = dataset['t2m'].mean(dim=['lat', 'lon']).values
print({'mean': float(np.nanmean(temperatures)), 'units': units, 'range': f'{years.min()}-{years.max()}', 'n': mean.size})
np.savez_compressed('temperatures.npz', t=temperatures)
again = np.load('temperatures.npz', allow_pickle=False)['t']
print(again.shape)
