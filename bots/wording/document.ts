/** A message whose document cannot go with it says where that is. */

const WHERE = 'Lampirannya tersimpan di meja bantuan dan dapat diminta di sana.'

export const withoutDocument = (text: string): string => `${text.trimEnd()}\n${WHERE}`
