/** What looks for wheels inside of an interpreter: micropip with what it needs, and our program around it. */
export interface Installer {
  wheels: ReadonlyMap<string, Uint8Array>;
  program: string;
}

/** The wheels of micropip that this version of the package was tested with, by content. */
export const installerWheels = [
  {
    fileName: 'micropip-0.7.2-py3-none-any.whl',
    sha256: 'd2b63ea316a2a9dcbfeadd4f855d8cec7d54f65b3849e638a7cc627e6d35e4d5',
  },
  {
    fileName: 'packaging-26.4-py3-none-any.whl',
    sha256: '81383611a09c1bc0b08b76e0fd5829d7c6824c65b27a6aee339da133f4233ea2',
  },
] as const;
