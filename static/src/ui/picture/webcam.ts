/** A camera as a stream of small mirrored JPEGs: people look for themselves where a mirror would show them. */
import type { Frame } from '../../wire/live.ts';

const FRAME_WIDTH = 320;
const JPEG_QUALITY = 0.8;

export class Webcam {
  readonly #stream: MediaStream;
  readonly #video: HTMLVideoElement;
  readonly #canvas = document.createElement('canvas');

  private constructor(stream: MediaStream, video: HTMLVideoElement) {
    this.#stream = stream;
    this.#video = video;
  }

  static async open(devices: MediaDevices): Promise<Webcam> {
    const stream = await devices.getUserMedia({ video: { width: { ideal: 640 }, facingMode: 'user' }, audio: false });
    const video = document.createElement('video');
    video.muted = true;
    video.playsInline = true;
    video.srcObject = stream;
    await video.play();
    return new Webcam(stream, video);
  }

  /** What is seen now; `mirrored` puts left on the left, as in a mirror. */
  async frame(mirrored: boolean, width = FRAME_WIDTH): Promise<Frame & Blob> {
    const { videoWidth, videoHeight } = this.#video;
    const scale = Math.min(1, width / videoWidth);
    const [across, down] = [Math.round(videoWidth * scale), Math.round(videoHeight * scale)];
    this.#canvas.width = across;
    this.#canvas.height = down;
    const context = this.#canvas.getContext('2d');
    if (mirrored) context?.setTransform(-1, 0, 0, 1, across, 0);
    context?.drawImage(this.#video, 0, 0, across, down);
    return new Promise((resolve, reject) => {
      const done = (blob: Blob | null): void =>
        blob ? resolve(blob) : reject(new DOMException('The camera gave no frame.', 'DataError'));
      this.#canvas.toBlob(done, 'image/jpeg', JPEG_QUALITY);
    });
  }

  /** Calls back when someone pulls the plug. */
  onend(call: () => void): void {
    this.#stream.getVideoTracks()[0]?.addEventListener('ended', call);
  }

  close(): void {
    for (const track of this.#stream.getTracks()) track.stop();
    this.#video.srcObject = null;
  }
}
