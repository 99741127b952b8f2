import { type Denial, denials } from './denial.ts';

const words = (text: string): string[] => text.trim().split(/\s+/);

/** Attributes of functions, frames, generators and tracebacks that lead into the interpreter. */
const frameAttributes = words(`
  gi_frame gi_code gi_yieldfrom cr_frame cr_code cr_origin cr_await ag_frame ag_code ag_await tb_frame
  f_globals f_locals f_builtins f_back f_code f_trace func_globals func_code func_closure co_code co_consts
  im_func im_self`);

/** Dunder attributes that lead from an object to everything else. */
const walkingDunders = words(`
  __subclasses__ __globals__ __builtins__ __mro__ __bases__ __base__ __code__ __closure__ __import__
  __loader__ __spec__ __getattribute__ __self__ __func__ __subclasshook__
  __reduce__ __reduce_ex__ __array_interface__ __array_struct__ __cuda_array_interface__ __defaults__
  __kwdefaults__ __build_class__ __objclass__ __thisclass__ __get__
  __prepare__`);

/** Names that no data-analysis program has a reason to spell, as an attribute or inside a string. */
export const internalNames: ReadonlySet<string> = new Set([...frameAttributes, ...walkingDunders]);

/** Attributes denied on whatever object they are read from. */
export const deniedAttributes: ReadonlyMap<string, Denial> = new Map<string, Denial>([
  ['ctypes', denials.nativeMemory],
  ['to_clipboard', denials.display],
  ['mro', denials.introspection],
  ['load_extension', denials.nativeMemory],
  ['enable_load_extension', denials.nativeMemory],
  ['subprocess_exec', denials.process],
  ['subprocess_shell', denials.process],
  ['create_connection', denials.network],
  ['create_datagram_endpoint', denials.network],
  ['create_server', denials.network],
  ['create_unix_connection', denials.network],
  ['create_unix_server', denials.network],
]);

/** Dunder attributes a program may read from any object. */
export const readableDunders: ReadonlySet<string> = new Set(
  words(`
  __name__ __doc__ __class__ __dict__ __version__ __qualname__ __module__ __file__ __annotations__ __init__
  __new__ __len__ __str__ __repr__ __iter__ __next__ __enter__ __exit__ __eq__ __ne__ __lt__ __le__ __gt__
  __ge__ __hash__ __call__ __getitem__ __setitem__ __contains__ __add__ __sub__ __mul__ __truediv__
  __setattr__ __delattr__ __post_init__ __members__ __dataclass_fields__ __slots__ __traceback__ __all__
  __radd__ __format__ __bool__ __int__ __float__ __index__ __abs__ __neg__ __fspath__ __match_args__
  __cause__ __context__ __notes__ __type_params__ __value__ __array__ __array_ufunc__ __dataframe__
  __array_namespace__ __rmul__ __rsub__ __rtruediv__ __floordiv__ __mod__ __pow__ __and__ __or__ __xor__
  __invert__ __reversed__ __missing__ __delitem__ __getattr__ __del__ __await__ __aiter__ __anext__
  __aenter__ __aexit__ __rfloordiv__ __rmod__ __rpow__ __iadd__ __isub__ __imul__ __matmul__ __lshift__ __rshift__ __copy__ __deepcopy__ __sizeof__ __dir__ __date__ __path__ __package__`),
);

/** Dunder methods a class may not define: they hand raw memory or foreign code to libraries. */
export const undefinableDunders: ReadonlySet<string> = new Set(
  words('__array_interface__ __array_struct__ __cuda_array_interface__ __class__'),
);
