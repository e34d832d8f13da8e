/** `npm run setup`: installs what is missing, nothing else. */
import { ensureInstalled } from './bootstrap.mjs';

ensureInstalled();
