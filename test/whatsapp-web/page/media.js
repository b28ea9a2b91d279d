/** Attachments: what is downloaded, and what is prepared and uploaded. */

class OpaqueData {
  constructor(blob, mimetype) {
    this.blob = blob
    this.mimetype = mimetype
  }

  static async createFromData(blob, mimetype) {
    return new OpaqueData(blob, mimetype)
  }

  url() {
    return 'blob:prepared'
  }

  formData() {
    return this.blob
  }

  autorelease() {}
}

class MediaData {
  constructor(fields) {
    Object.assign(this, fields)
  }

  set(fields) {
    Object.assign(this, fields)
  }

  toJSON() {
    const { mediaBlob: _, ...fields } = this
    return fields
  }
}

const hashed = async (blob) => {
  const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer())
  return btoa(String.fromCharCode(...new Uint8Array(digest)))
}

const KINDS = ['image', 'video', 'audio']

const prepared = async ({ blob, mimetype }, { asDocument, isPtt, asSticker }) => {
  const kind = KINDS.find((one) => mimetype.startsWith(`${one}/`))
  const special = (isPtt && 'ptt') || (asSticker && 'sticker')
  return new MediaData({
    type: asDocument || !kind ? 'document' : special || kind,
    mimetype,
    filename: blob.name,
    size: blob.size,
    filehash: await hashed(blob),
    isGif: false,
    mediaBlob: new OpaqueData(blob, mimetype),
  })
}

class NotThere extends Error {
  status = 404
}

export function media() {
  const blobs = new Map()
  const objects = new Map()

  const getOrCreateMediaObject = (filehash) => {
    const object = objects.get(filehash) ?? { filehash, contentInfo: {} }
    object.consolidate = (fields) => Object.assign(object, fields)
    objects.set(filehash, object)
    return object
  }

  const uploadMedia = async ({ mimetype, mediaObject }) => {
    const response = await fetch('/upload', {
      method: 'POST',
      headers: { 'content-type': mimetype },
      body: blobs.get(mediaObject.filehash),
    })
    if (!response.ok) throw new Error(`upload failed: ${response.status}`)
    const { directPath } = await response.json()
    const encFilehash = mediaObject.filehash
    return { mediaEntry: { directPath, mmsUrl: directPath, mediaKey: 'key', encFilehash, uploadHash: encFilehash } }
  }

  const downloadAndMaybeDecrypt = async ({ directPath }) => {
    const response = await fetch(directPath)
    if (!response.ok) throw new NotThere(`download failed: ${response.status}`)
    return response.arrayBuffer()
  }

  return {
    WAWebDownloadManager: { downloadManager: { downloadAndMaybeDecrypt } },
    WAWebMediaOpaqueData: OpaqueData,
    WAWebPrepRawMedia: { prepRawMedia: (data, how) => ({ waitForPrep: () => prepared(data, how) }) },
    WAWebMediaStorage: { getOrCreateMediaObject },
    WAWebMmsMediaTypes: { msgToMediaType: ({ type }) => type, castToV4: (type) => type },
    WAWebMediaDataUtils: { shouldUseMediaCache: () => true },
    WAWebMediaInMemoryBlobCache: { InMemoryMediaBlobCache: { put: (filehash, blob) => blobs.set(filehash, blob) } },
    WAWebMediaMmsV4Upload: { uploadMedia },
  }
}
