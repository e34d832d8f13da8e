/** How a device stands: by when it was last heard, and by its registration. */
export type DeviceState = 'online' | 'silent' | 'never' | 'withdrawn';

/** Hourly data come once an hour; one that was missed is a silence. */
const SILENT_AFTER_MS = 2 * 3_600_000;

/** @param lastHeard Beijing time, `2024-10-31T08:00` */
export function deviceState(
  { lastHeard, withdrawn }: { readonly lastHeard: string | null; readonly withdrawn: boolean },
  now: number,
): DeviceState {
  if (withdrawn) return 'withdrawn';
  if (lastHeard === null) return 'never';
  return now - Date.parse(`${lastHeard}+08:00`) > SILENT_AFTER_MS ? 'silent' : 'online';
}

const BEIJING_MS = 8 * 3_600_000;

/** The day in Beijing, `2024-10-31`. */
export function beijingDay(now: number): string {
  return new Date(now + BEIJING_MS).toISOString().slice(0, 10);
}
