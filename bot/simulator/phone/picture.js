// A picture from the computer, made ready as Telegram's apps do before they send it as a photo.

const LONGEST_SIDE = 2560;
const QUALITY = 0.87;
const SENT_AS_IS = new Set(["image/jpeg", "image/png"]);

/** The picture on a canvas, no side longer than `most` pixels. An error where the file is no picture. */
export async function drawn(file, most) {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, most / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const brush = canvas.getContext("2d");
  // A JPEG has no transparency: what shows through is white, not black.
  brush.fillStyle = "#fff";
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const shrunk = scale < 1;
  bitmap.close();
  return { canvas, shrunk };
}

/** The file to send: itself, or a smaller JPEG of it where it is too large or of another type. */
export async function asPhoto(file) {
  const { canvas, shrunk } = await drawn(file, LONGEST_SIDE);
  if (!shrunk && SENT_AS_IS.has(file.type)) return file;
  const jpeg = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  return new File([jpeg], `${file.name.replace(/\.[^.]*$/, "")}.jpg`, { type: "image/jpeg" });
}
