import { onEveryEngine } from './engines.ts';
import { noticesContract } from './notices.contract.ts';

onEveryEngine(noticesContract);
