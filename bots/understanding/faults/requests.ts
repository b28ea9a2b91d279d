/** What is wished for rather than broken. */
import type { FaultRow } from './row.ts'

export const OF_REQUESTS: readonly FaultRow[] = [
  { category: 'permintaan', weight: 4, patterns: ['akun|user baru'] },
  { category: 'permintaan', weight: 14, patterns: ['^ =usul|usulan|saran|request|permintaan|permohonan|masukan'] },
  {
    category: 'permintaan',
    weight: 9,
    patterns: [
      'usul|saran|usulan|masukan ?saya|kami|nih|aja|dong|untuk',
      'tambah|tambahkan|tambahin|buatkan|bikinkan|daftarkan|buatin|bikinin|penambahan|pembuatan|dibuatkan|ditambahkan|ditambah ?akun|1|satu|baru|kan user|akun|operator|id|hak|akses|fitur|opd|menu|kolom|nomor|kategori|kontak',
      'minta|mohon|butuh|perlu|tolong ?bantu|dibantu|dibuatkan|buatkan|buat|di|untuk|penambahan|kan ?untuk|baru akun|user|akses|headset|fitur|pelatihan|hak|kursi',
      'minta|mohon|butuh|perlu|tolong ?penambahan|tambahan # ?unit headset|kursi|monitor|keyboard|mouse',
      'ganti|ubah|rubah|update|perubahan|penggantian ?data|nomor|kontak nomor|kontak|nama ?telepon|hp|opd|petugas|pic|kontak',
      'nomor|kontak ?hp|telepon ?kontak|hubungi ?_ ?_ ?di ?aplikasi ?siaga ?tolong|mohon diganti|diubah|dirubah|diperbarui|diupdate',
      'reset ?kan|ulang|akun password',
      'reset ?akun|user password',
      'minta|mohon|tolong reset|direset|buatkan|tambah|tambahkan|tambahin|ubah|rubah|ganti|hapus|aktifkan|nonaktifkan|dihapus|ditambah|ditambahkan|diganti ?kan ?akun|user|password|nomor|nama|kontak|data',
      'hapus|nonaktifkan|aktifkan|aktivasi akun|user|id',
      'kalau bisa ?nya|ada|di|ditambah|dibuat tampilan|warna|tulisan|font|menu|huruf|fitur|ditambah|dibuat|ada',
      'sebaiknya|alangkah|gimana|andai|seandainya kalau|ada|tampilan|baiknya|di',
      'fitur baru',
      'pengen|pengin|ingin|kepengen|pingin ada|dibuat|dibikin',
      'pengen|pengin|ingin|kepengen|pingin ?ada|di ganti|diganti|tambah|ditambah|upgrade|ubah|punya',
    ],
  },
]
