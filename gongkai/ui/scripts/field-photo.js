// Photographs of an inspector's page: drawn anew, smaller, on the phone.
//
// Nothing of what the camera wrote into a photograph comes along, such as where it was taken.
"use strict";
globalThis.fieldPhoto = async (file) => {
  const LONGEST_SIDE = 1600; // pixels
  const QUALITY = 0.8;
  const image = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST_SIDE / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(image.width * scale));
  canvas.height = Math.max(1, Math.round(image.height * scale));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff"; // under a drawing with clear parts
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  return { name: `${file.name.replace(/\.[^.]*$/, "").slice(-60) || "photo"}.jpg`, data: await blob.arrayBuffer() };
};
