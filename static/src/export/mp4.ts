/** A clip as H.264 in MP4, which slides and players everywhere understand. */
import { BufferTarget, CanvasSource, canEncodeVideo, Mp4OutputFormat, Output, QUALITY_HIGH } from 'mediabunny';
import { type Clip, heldFrames } from './clip.ts';
import type { Film } from './film.ts';
import { breathe, type Watch } from './patience.ts';

export async function mp4Blob(film: Film, clip: Clip, watch: Watch): Promise<Blob> {
  const { width, height } = film.canvas;
  if (!(await canEncodeVideo('avc', { width, height, quality: QUALITY_HIGH }))) {
    throw new Error(`This browser encodes no H.264 video of ${width} × ${height}; the GIF shows the same.`);
  }
  const target = new BufferTarget();
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: 'in-memory' }), target });
  const source = new CanvasSource(film.canvas, { codec: 'avc', quality: QUALITY_HIGH });
  output.addVideoTrack(source, { frameRate: 1000 / clip.pace });
  await output.start();
  try {
    await shoot(film, source, clip, watch);
    await output.finalize();
  } catch (error) {
    await output.cancel();
    throw error;
  }
  if (!target.buffer) throw new Error('The encoder gave no video.');
  return new Blob([target.buffer], { type: 'video/mp4' });
}

/** The last frame is given as often as it lasts: not every player heeds the length of a frame. */
async function shoot(film: Film, source: CanvasSource, clip: Clip, watch: Watch): Promise<void> {
  const frames = clip.moments.length + heldFrames(clip) - 1;
  const seconds = clip.pace / 1000;
  for (let frame = 0; frame < frames; frame++) {
    const moment = clip.moments[frame];
    if (moment) film.show(moment);
    await source.add(frame * seconds, seconds);
    watch.onprogress((frame + 1) / frames);
    await breathe(watch);
  }
}
