import type { Artifact } from '../../contracts/code-task.ts';
import { readArtifact } from '../read-artifact.ts';

const maxImages = 4;
const maxImageBytes = 1024 * 1024;
const pngSignature = Buffer.from('89504e470d0a1a0a', 'hex');

export interface ArtifactImage {
  name: string;
  mediaType: 'image/png';
  base64: string;
}

/** The first small PNG files a task wrote; left out is what is no PNG inside, or is no longer what the task wrote. */
export async function artifactImages(artifacts: Artifact[]): Promise<ArtifactImage[]> {
  const small = artifacts
    .filter(({ mediaType, bytes }) => mediaType === 'image/png' && bytes <= maxImageBytes)
    .slice(0, maxImages);
  const images = await Promise.all(small.map(readImage));
  return images.filter((image) => image !== null);
}

async function readImage(artifact: Artifact): Promise<ArtifactImage | null> {
  const bytes = await readArtifact(artifact, { maxBytes: maxImageBytes }).catch(() => null);
  if (bytes?.subarray(0, pngSignature.length).equals(pngSignature) !== true) return null;
  return { name: artifact.name, mediaType: 'image/png', base64: bytes.toString('base64') };
}
