import { parseMoment, type Moment } from '@qingshan/kernel';
// Its named exports cannot be seen by Node: it is CommonJS.
import ExifReader from 'exifreader';

/** When and where a photo says that it was taken; `null` where it does not say. */
export interface PhotoFacts {
  /** Clock of the camera, taken to be Beijing time */
  readonly takenAt: Moment | null;
  /** Degrees, WGS-84 as the camera writes it */
  readonly place: { readonly longitude: number; readonly latitude: number } | null;
}

const NOTHING: PhotoFacts = { takenAt: null, place: null };

/** `2024:06:03 09:15:00` of EXIF */
function momentOf(text: string | undefined): Moment | null {
  const m = /^(\d{4}):(\d{2}):(\d{2}) (\d{2}:\d{2}:\d{2})$/.exec(text?.trim() ?? '');
  return m ? parseMoment(`${m[1]}-${m[2]}-${m[3]}T${m[4]}`) : null;
}

/** Reads EXIF. Whatever is no photo, or a broken one, simply says nothing. */
export function photoFacts(bytes: Uint8Array): PhotoFacts {
  try {
    const { exif, gps } = ExifReader.load(Uint8Array.from(bytes).buffer, { expanded: true });
    const { Latitude: latitude, Longitude: longitude } = gps ?? {};
    return {
      takenAt: momentOf(exif?.DateTimeOriginal?.description),
      place: latitude === undefined || longitude === undefined ? null : { longitude, latitude },
    };
  } catch {
    return NOTHING;
  }
}
