/** Words and patterns that several commands share. */
import { listed } from '../lists.ts'

/** Classes of words that patterns name in angle brackets. */
export const CLASSES: Readonly<Record<string, readonly string[]>> = {
  saya: ['saya', 'kami', 'kita', 'biar', 'langsung', 'segera', 'coba', 'dulu'],
  vendor: ['jasnita', 'vendor', 'rekanan', 'provider', 'pihak', 'pusat'],
  works:
    listed(`bisa jalan berjalan ok nyala tampil masuk terkirim bunyi aktif benar baik up konek connect nyambung tersambung
    terhubung online stabil fungsi berfungsi jernih sembuh muncul kebuka terbuka enteng ringan membaik bagus bening
    mulus tajam tepat sesuai cocok akurat terbaca kebaca terdengar kedengaran tersimpan pas jelas terlihat tampak berubah
    terupdate sinkron tembus balik terang responsif rapi nyaring kencang terdeteksi kedeteksi berdering jos mending
    mendingan registered terdaftar ngebut berhasil kuat terpasang terbentuk kebentuk terunduh terdownload keisi terisi keprint kecetak tercetak`),
  /** Praise of the repaired thing. */
  fine: listed(
    `gaspol enteng ringan kencang responsif jernih bening mulus ngebut nyaring tajam stabil jelas terang rapi`,
  ),
  /** What is done to a thing that is being repaired. */
  mend: listed(`restart reset ganti pasang setting colok tukar update tarik sambung hapus unlock instal restore reboot reload refresh sync resync sinkron sinkronkan
    deploy migrasi patch upgrade flush isolasi rollback kalibrasi bersih bersihkan bongkar perpanjang generate perbarui kencang kosongkan hidupkan aktifkan pindahkan pindahin tambah
    tambahkan setel rapikan solder lem lap unblok failover munculkan kill konfigurasi`),
  again: listed(
    `jalan nyala masuk bunyi aktif up cetak konek online ok nyambung terkirim tampil tersambung berfungsi terisi keisi`,
  ),
  trouble:
    listed(`kendala gangguan gagal error masalah keluhan hang lemot lag putus putus-putus mati macet blank kresek gema ngaco
    loading nyangkut rusak down timeout kosong sama begitu gitu logout hilang kacau eror delay aneh bermasalah tut
    item hitam putih gelap merah kedip bergaris buram nyasar`),
  repaired:
    listed(`perbaiki benerin ganti tukar atasi tangani selesai pulih kerja perbarui normalkan patch fix recover direcover recovery
    restore direstore`),
  /** What is to be seen on a screen: "peta muncul lagi" says that it works, "muncul lagi" alone that the fault is back. */
  shown:
    listed(`peta titik lokasi gambar cctv kamera menu tombol grafik angka data tabel notifikasi tiket panggilan rekaman ikon
    monitor tampilan kolom tab halaman`),
  touch:
    listed(`telepon hubungi whatsapp email chat japri lapor bicara ngobrol info kabari menelepon koordinasi konfirmasi
    sampaikan tersampaikan sambung kontak dm ngontak`),
}

/** Says that the thing works again. */
export const WORKS: readonly string[] = [
  '=selesai|beres|kelar|rampung|tuntas|solved|resolved|done|clear|fix|fixed|pulih|teratasi|sukses|berhasil',
  '=terselesaikan|tertangani|restored|recovered',
  '=normal|lancar|aman',
  'sudah ?pada ?dapat ?mulai <works>',
  'sudah kembali up|online|on|aktif|stabil|berfungsi|berjalan|jalan|tampil|nyala|tersambung|terhubung|muncul|konek',
  'sudah ?saya|kami ?dapat selesaikan|diselesaikan|normalkan',
  'sudah .. bisa|normal|lancar|aman|beres',
  'sudah ?dapat|bisa ?kami|saya|kita gunakan|digunakan|dipergunakan|dipakai|diakses|dioperasikan|difungsikan|pakai kembali|lagi',
  'sudah dapat|bisa diputar|dibuka|cetak|kirim|simpan|tampil|download|telepon|hubungi',
  'sudah dapat|bisa ?kami|saya|kita gunakan|digunakan|dipergunakan|dipakai|diakses|dioperasikan|pakai',
  'sudah dapat ?kembali login|masuk|akses|mengakses|buka|membuka|cetak|mencetak|kirim|mengirim|telepon|menelepon|terima|menerima|simpan|menyimpan|download',
  'sudah dua arah',
  'sudah ?pada hilang|lenyap|reda setelah',
  'sekarang .. bisa|normal|lancar|aman|ok|<fine>',
  'bisa ?dipakai|login|masuk|dibuka|akses|kirim|telepon|nyala|call|cetak|diputar lagi|kembali|sekarang',
  'bisa ?_ lagi|kembali',
  'bisa telepon|call|hubungi balik|kembali|back sekarang|lagi',
  '<again> lagi|kembali|semua|barusan',
  'muncul|terbuka|kebuka semua',
  '^ internet|jaringan|koneksi|link|trunk|vpn|wifi|listrik|server|service|layanan =up|on|online|jalan|nyala $',
  '^ tunnel|link|koneksi|jaringan|jalur internet|vpn|trunk|sip =up|on|online|jalan|nyala $',
  '<shown> ?<shown>|transfer|kirim|rekap|penelepon|pelapor|kejadian muncul|terlihat|tampak lagi|kembali',
  '=<fine> lagi|kembali',
  'tiba-tiba|akhirnya bisa|jalan|nyala|masuk|normal|tembus',
  'alhamdulillah <again>|bisa|tembus|<fine> $',
  'sudah mau <again>|cetak|login|kirim|dibuka|terbuka|kebuka|tarik|print|scan|download',
  '?sudah tidak ?pernah ?ada ?yang ?ditemukan ?muncul ?terjadi <trouble> lagi',
  'sudah tidak ?ada ?ditemukan ?muncul <trouble>',
  'tidak ada ?lagi <trouble>',
  'belum ?pernah ada ?yang <trouble> lagi',
  'belum ?pernah kambuh|terulang|berulang ?lagi',
  'belum muncul ?lagi <trouble> ?lagi',
  'kembali =normal',
  '=normal kembali|lagi',
  'sudah segera lagi|kembali|sekarang',
  '<trouble> ?nya =hilang ?semua|total $',
  '<trouble> ?nya =hilang setelah|sesudah|sejak',
  '<trouble> # ?nya =hilang ?semua|total $',
  '<trouble> ?_ ?nya sudah ?pada hilang|reda|berhenti|lenyap|tidak ?ada|muncul|keluar ?lagi $',
]
/** "Akun sudah direset, silakan login ulang": of who says what has been done. */
export const INVITED =
  'silakan|silahkan|monggo|mangga ?untuk ?dapat ?bisa ?di login|masuk|buka|pakai|gunakan|akses|cetak|kirim|dipakai|digunakan|dibuka|diakses|restart|refresh|download|print|telepon ?ulang|lagi|kembali'

/** "Coba login lagi, sudah saya reset". */
export const TRY_AGAIN =
  'coba ?untuk ?di login|masuk|buka|pakai|akses|cetak|kirim|dipakai|dibuka|diakses|download|print|telepon lagi|kembali|ulang'

/** "Storage sudah ditambah, rekaman bisa diputar": of who says what has been done. */
export const CAN_NOW = 'bisa diputar|dibuka|diakses|dipakai|digunakan|login|masuk|cetak|kirim|telepon|tampil|konek'

/** "Sudah saya setting ulang, notif masuk": what the ticket's thing does after it. */
export const DOES_NOW =
  'masuk|jalan|tampil|muncul|keluar|bersih|jelas|bunyi|jernih|terbuka|terkirim|tersimpan|terdengar|hidup|stabil|kuat|lancar|normal|aman|sesuai|pas|sinkron|terbaca|tercetak ?normal|lagi|semua $'

/** "Akunnya sudah dibuatkan": a request is met when what was asked for is there. */
export const REQUEST_MET: readonly string[] = [
  'sudah ?saya|kami ?berhasil buat|buatkan|bikin|jadi|naikkan|laksanakan|dilaksanakan|penuhi|dipenuhi|tambah|tambahkan|aktif|aktifkan|ubah|ganti|reset|hapus|daftar|pasang|input|update|pindah|terdaftar|tersedia|dikabulkan',
  'akun|user|password|email jadi $',
]

/** "Yang telepon mati sudah ditangani?": with a question mark only. */
export const IS_IT_HANDLED =
  'sudah =ditangani|proses|cek|dikerjakan|diperbaiki|diterima|ditindaklanjuti|direspon|dilihat ?lagi $'

/** "Masih lama pak?": with a question mark only. */
export const STILL_LONG = 'masih lama ?lagi $'

/** "Masih lama ga ya printernya". */
export const STILL_LONG_OR_NOT = 'masih lama ?lagi tidak'

/** "Kok belum ada kabar ya yg printer" of who has reported it. */
export const NO_NEWS =
  'belum|tidak ada|dapat ?ada ?yang kabar|update|respon|tanggapan|jawaban|tindakan|tindak-lanjut|progres|perkembangan|kelanjutan|info|informasi'

/** "Jasnita sudah dikabari soal telepon mati?" */
export const ARE_THEY_TOLD =
  '<vendor> sudah ?di kabari|dikabari|hubungi|ditelepon|telepon|dilapori|lapor|tahu|diinfo|info|datang|jawab|respon'

/** Only who repairs can say these of a repair. */
export const REPAIRED: readonly string[] = [
  'sudah ?saya|kami ?berhasil ?kita <repaired>',
  'sudah .. perbaiki|benerin|ganti|tukar|atasi|tangani',
  'sudah ?saya|kami munculkan|dimunculkan|tampilkan|ditampilkan|hidupkan|dihidupkan|aktifkan|diaktifkan lagi|kembali',
]

/** "Masih tut tut", "tetap invalid password" of who was asked whether it works. */
export const STILL_SO = '^ masih|tetap _'

/** "Salah kirim": by itself the report is taken back; what should have stood there makes a correction of it. */
export const MISTAKEN = 'salah|keliru ?saya lapor|kirim|input|pencet|ketik|sambung|orang|kamar|laporan|tekan'
export const MISTAKEN_BY_THEM = 'salah|keliru lapor|kirim|input|pencet'

/** "Printer rendah aja": after the ticket's thing only. */
export const RANKED_THING = '=kritis|tinggi|sedang|rendah saja $'

/** "Yang login kritis ya". */
export const RANKED_YANG = '^ yang _ ?_ ?ini|itu =kritis|tinggi|rendah ?ya $'

/** "Suara itu tinggi ya, bukan sedang". */
export const RANKED_IT = 'ini|itu =kritis|tinggi|rendah ?ya $'

/** "Turunkan printer ke rendah". */
export const TURN_THING =
  'ubah|ganti|jadikan|set|naikkan|turunkan|naikin|turunin|dinaikkan|diturunkan|rubah .. ke|jadi|menjadi kritis|tinggi|sedang|rendah'

/** "Yang printer dipecah ya". */
export const SPLIT_THING = 'yang _ ?_ =dipecah|dipisah|dipisahkan|pisahkan|pisahin|pecah ?saja'

/** "Detail 82", "bisa minta rincian tiket 90". */
export const CHECK_DETAIL =
  '^ ?bisa|boleh|mau|izin ?tolong|mohon|minta ?lihat =detail|detailnya|rincian|rinciannya ?dari|untuk $'

/** "Cek tiket 34", "lihat 34": of the desk with the number only. */
export const CHECK_IT =
  '^ ?bisa|boleh|mau|izin ?tolong|mohon|minta =cek|lihat|detail|detailnya|rincian|rinciannya ?status $'

/** "64 sudah ada di 67, jadiin satu": with two numbers only. */
export const INTO_ONE = 'jadi ?di ?ke =satu|1'

/** "89 ga usah": with its number. */
export const NO_NEED = '^ tidak usah|perlu ?jadi ?saja|lagi $'

/** "Hapus laporan keyboard". */
export const DELETE_THING =
  '^ ?tolong|mohon|minta =hapus|dihapus|batalkan|abaikan ?saja laporan|tiket|aduan|yang ?saya|yang'

/** "31 dipecah ya": with the number only. */
export const SPLIT_IT =
  '^ ?mohon|tolong|agar|sebaiknya|harus|perlu ?di =dipecah|dipisah|dipisahkan|pisah|pisahkan|pecahkan|dipisahin|pisahin|pecahin'

/** "Urgent 38": with the number it is a rank, without it an outcry. */
export const URGENT = '^ =urgent ?ini|itu|ya $'

/** "Titiknya masih geser": the thing before is the ticket's. */
export const THING_STILL_SO = 'masih|tetap _'

/** "Internet up": of who repairs. */
export const THING_UP = '?sudah =up|online|konek|nyala|on|hidup $'

/** "Pas saya coba masih nada sibuk": found when it was tried. */
export const TRIED_STILL = '=coba|cek|tes|test ?lagi|kembali|barusan ?ternyata|kok|malah masih|tetap _'

/** "Suaranya bening": praise of the ticket's thing. */
export const THING_FINE = '=<fine>|ok ?sangat|sekali|semua $'

/** "Damkar sudah menerima tiketnya". */
export const THERE =
  'damkar|opd|bpbd|psc|pmi|petugas|satpol|dinas|polisi|polres|mereka sudah ?bisa terima|menerima|nerima|dapat|baca|lihat ?tiket|laporan|notifikasi ?nya $'

/** "Sudah ada arusnya". */
export const IS_THERE = 'sudah ada suara|gambar|sinyal|nada|arus|listrik|tegangan|bunyi|internet ?nya ?lagi $'

/** "Excel ok" of who repairs: in the words of the ticket. */
export const THING_OK = '=ok ?lagi|kembali|sekarang $'

/** "Sudah dicoba, bunyi kanan kiri": what a trial has shown. */
export const FOUND_WELL: readonly string[] = [
  '<works>|keluar|tercetak ?kanan|semua|jelas|lancar|bersih|dua-duanya ?kiri|bersih|bagus $',
  'bisa|nyambung|masuk|lancar|normal|berhasil|tembus|aman|ok terus $',
]

export const STILL: readonly string[] = [
  'pc|meja|ext|line|posisi # belum|masih',
  'masih ?saja ?tetap ?pada ?belum|tidak ?bisa <trouble>',
  'masih ?saja ?tetap ?pada tidak|belum',
  'masih .. <trouble>|tidak|belum',
  'tetap ?saja ?masih tidak|belum|<trouble>',
  'tapi ?hasil|hasilnya ?masih|tetap sama ?saja $',
  '<trouble> ?sendiri lagi',
  'malah|makin|tambah|justru <trouble>|parah',
  'kambuh|terulang|berulang ?lagi',
  'muncul ?error lagi',
  '<trouble> ?ini|tersebut masih|tetap ?saja terjadi|muncul|ada|berlangsung|timbul|terlihat|terasa',
  'masih|tetap ?saja muncul|keluar tulisan|pesan|peringatan|notifikasi|popup|kode|teks',
  'tidak bisa|normal|lancar|aman|fungsi|berfungsi',
  'belum bisa|normal|lancar|aman|fungsi|berfungsi|beres|selesai',
  'belum|tidak ?pada ?mau <works>',
  'belum|tidak ?bisa|dapat ?kami|saya digunakan|dipergunakan|diakses|dioperasikan|difungsikan|dimanfaatkan',
  '=tetap ?saja sama ?saja $',
  'tidak|belum ada perubahan',
  'balik|kembali|mental|lempar ?lagi ?ke ?halaman|tampilan|layar|menu login|awal lagi|terus',
  'tidak|belum ngaruh|mempan|berpengaruh|membantu|mengubah',
  'tidak|belum ada yang bisa|normal|jalan|masuk',
  'bisa|normal|jalan|masuk|nyala|sudah tapi|cuma .. <trouble>|tidak|belum|masih',
]
