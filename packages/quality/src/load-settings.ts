import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { settingsSchema, type QualitySettings } from './settings.ts';

/** The settings that come with the product. */
export function loadQualitySettings(): QualitySettings {
  return settingsSchema.parse(parse(readFileSync(fileURLToPath(new URL('../settings.yaml', import.meta.url)), 'utf8')));
}
