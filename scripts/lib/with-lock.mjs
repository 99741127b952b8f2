import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { root, say } from './root.mjs';

/** Runs `work` while no other process sets up the same folder; a lock whose process is gone counts for nothing. */
export async function withLock(work, folder = root) {
  const file = path.join(folder, '.setup.lock');
  let told = false;
  while (!take(file)) {
    if (!told) say('Another process is at the same set-up; waiting for it');
    told = true;
    await delay(200);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, String(process.pid));
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return clearIfDead(file) && take(file);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** True when the lock was a dead one and is gone. */
function clearIfDead(file) {
  const owner = ownerOf(file);
  if (owner === null) return true;
  if (isAlive(owner)) return false;
  const aside = `${file}.dead.${process.pid}`;
  try {
    renameSync(file, aside);
    if (ownerOf(aside) === owner) return true;
    // Somebody else cleared it first and this is already a living one: give it back.
    linkSync(aside, file);
    return false;
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(aside, { force: true });
  }
}

function ownerOf(file) {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
