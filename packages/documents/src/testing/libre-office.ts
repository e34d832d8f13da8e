import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

function isInstalled(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}

/** Tests that lay documents out run where LibreOffice and poppler are installed. */
export const HAS_LIBRE_OFFICE = ['soffice', 'pdftotext', 'pdfinfo'].every(isInstalled);

/** Formulas are worked out anew, whatever results the file holds. */
const SETTINGS =
  '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">' +
  '<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">' +
  '<value>0</value></prop></item></oor:items>';

/** Converts files of `folder` with LibreOffice and answers with the folder that the results are in. */
export function convertWithLibreOffice(folder: string, target: string, files: readonly string[]): string {
  const [profile, out] = [join(folder, 'profile'), join(folder, 'out')];
  mkdirSync(join(profile, 'user'), { recursive: true });
  writeFileSync(join(profile, 'user', 'registrymodifications.xcu'), SETTINGS);
  const options = ['--headless', `-env:UserInstallation=file://${profile}`, '--convert-to', target, '--outdir', out];
  execFileSync('soffice', [...options, ...files.map((f) => join(folder, f))], { stdio: 'ignore' });
  return out;
}
