import type { ImageDescription } from '../../contracts/file-description.ts';
import { readNumber } from '../number-words.ts';
import { call, print } from '../program.ts';
import { any, firstMatch, listOf, show, within } from './phrases.ts';
import { escapeName } from './sources.ts';
import type { Topic } from './topic.ts';

const kinds: readonly { fields: string[]; sayings: string }[] = [
  {
    fields: ['latitude', 'longitude'],
    sayings:
      'locations?|gps|gps (?:coordinates|locations?|positions?|data)|coordinates|positions?|places|where|latitude and longitude',
  },
  {
    fields: ['takenAt'],
    sayings: 'timestamps?|dates?|times?|date and time|dates and times|date taken|dates taken|when',
  },
  { fields: ['camera'], sayings: 'cameras?|camera models?|camera makes?|devices?' },
  {
    fields: ['takenAt', 'latitude', 'longitude', 'camera'],
    sayings: 'exif|exif data|exif metadata|exif information',
  },
];
const kind = any(kinds.map(({ sayings }) => sayings).join('|'));

/** Where, when and with which camera photos were taken, as their EXIF data says. */
export const photoFacts: Topic = ({ words, files, asksEach }) => {
  const photos = files.filter((file): file is ImageDescription => 'exif' in file);
  if (photos.length === 0) return [];
  const asked = listOf('kinds', kind);
  const names = photos.map(({ name }) => escapeName(name.toLowerCase())).join('|');
  const nouns = `(?:(?<number>\\d+|one|two|three|four|five|six|seven|eight|nine|ten) )?${any('(?<noun>photos?|images?|pictures?|jpe?gs?|photographs?)')}`;
  const which = `(?:${nouns}|${any(`(?<name>${names})`)})`;
  const found = firstMatch(
    [
      `${show}${asked}(?:${within}?${which})`,
      `${show}${asked}${which}${any('taken|shot|made')}`,
      `${any('what|which')}${asked}${any('took|made|shot')}${which}`,
      `${any('what|which')}${asked}used for ${which}`,
      `${any('with')}${any('what|which')}${asked}${which}${any('taken|shot|made')}`,
      ...(files.length === 1 ? [`${show}${asked}`] : []),
    ],
    words,
  );
  const chosen = found && chosenPhotos(photos, { ...found, ...(asksEach ? { noun: 'photos' } : {}) });
  if (!chosen) return [];
  const fields = kinds
    .filter(({ sayings }) => new RegExp(`(?:^| )${any(sayings)}`).test(found.kinds ?? ''))
    .flatMap(({ fields }) => fields);
  const [photoNames, wanted] = [chosen.map(({ name }) => name), [...new Set(fields)]];
  return [
    {
      template: 'photo-facts',
      understood: `${wanted.join(', ')} as the EXIF data says, from ${photoNames.join(', ')}`,
      steps: [print(call('facts_of_photos', [photoNames, wanted]))],
    },
  ];
};

/** "this photo" means one and "three photos" three; null where that does not fit the files. */
function chosenPhotos(
  photos: readonly ImageDescription[],
  { name, noun, number }: Partial<Record<string, string>>,
): readonly ImageDescription[] | null {
  if (name !== undefined) return photos.filter((photo) => photo.name.toLowerCase() === name);
  if (number !== undefined && readNumber(number) !== photos.length) return null;
  return photos.length > 1 && noun !== undefined && !noun.endsWith('s') ? null : photos;
}
