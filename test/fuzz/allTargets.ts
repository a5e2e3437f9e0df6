/** Every target, by name. */
import type { Target } from './harness.ts';
import { csvFolder } from './targets/csvFolder.ts';
import { envelope } from './targets/envelope.ts';
import { provisioning } from './targets/provisioning.ts';
import { qbxmlReader } from './targets/qbxmlReader.ts';
import { qbwcSession } from './targets/qbwcSession.ts';
import { qwcFile } from './targets/qwcFile.ts';
import { soap } from './targets/soap.ts';
import { spreadsheet } from './targets/spreadsheet.ts';
import { storeJson } from './targets/storeJson.ts';
import { trigger } from './targets/trigger.ts';
import { windowApi } from './targets/windowApi.ts';

export const ALL_TARGETS: readonly Target[] = [qbxmlReader, envelope, soap, qbwcSession, windowApi, trigger, storeJson, csvFolder, provisioning, spreadsheet, qwcFile];
