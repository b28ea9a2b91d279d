/** Everyday words that mean themselves: no typo rule may turn them into a word of the lexicon (DOMAIN 4.2). */
export const COMMON: ReadonlySet<string> = new Set(
  `sama-sama ada adalah adanya agar akan akhir akhirnya akibat aku alasan alat amat anak anda antara apa apabila apakah apalagi apel arah asal atas atau awal
  bagi bagus bahwa baiknya bakal banyak barang bawah beberapa begini begitu belakang belanja belas beliau benda berada berapa berarti berat berbagai berbeda
  beri berikut bersama besar betah biasa biasanya bicara bikin boleh buah buat bukti bulan buruk butuh cara cari cerita cukup dalam dapat data datang demi
  demikian depan desa detail dia diri dua duduk dulu dunia enak empat enam formal gede gedung guna habis hanya hampir harga hasil hati hal hangat harap
  hilir hitam hujan hubungan ikut ingat ingin ini itu jalan jangan jauh jelas jika juga jumlah kabar kabel kabur kadar kaki kalah kali kamar kamu kanan
  kantin karyawan kasih kata kejadian kecil kerja ketemu ketika kiri kota kuat kulang kurang lahan lain lainnya lalu lama langsung laki lantai lantar lebih lewat lima
  luar lupa makan makanan maka makin malah manfaat manusia mampu masa masalah masing mata mau memberi membuat melalui menjadi menuju menurut meski minta minum
  mobil motor mulut muka muat nama namanya negara nilai normalisasi nyaman oleh pada padahal paham pakai paket paling panas panjang pas pasar pasti pegawai pelan pekerjaan perlu
  pergi pernah pertama perusahaan pihak pilih pintu pokok posting punya pusat rasa rata rapi rencana resmi ribu ringan rumah rusuh sabar sakit sambil samping sana
  sangat sanggup sabtu satu saat sebab sebagai sebagian sebelah sebelum sebenarnya sebut sehat sejak sekali selalu selama selain selasa selamat selatan selisih sembuh
  semenjak sempat sendiri senin sepuluh serta sering sesuai sesuatu sesudah setelah setiap siapa sifat silakan silahkan simpan sini situ soal stabil statis suatu sudut
  suka supaya surat susah tahan tahu tahun takut tambah tanah tanda tanpa tanya tapi tarik telah teman tempat tengah tentang tentu tepat terakhir teratur terang terasa
  terbaru terjadi terkait terlalu tetap tetapi tiap tiba tidur tiga timur tinggal tinggi tingkat tujuan tujuh tulang tumpah tunggu turun tutup uang ubah udara ujian
  ujung ukuran ulang umum untung urusan usaha utama utara waktu wajar wajah warna walau ya yakin delapan sembilan sebelas seratus rabu kamis bapak ibu
  malang palang kulang pulau pulsa bantul batuan bantal gabus daftarnya terasi terang terimalah sesal sesuai batas bekal bekas bening berita hadiah hadap
  lancang lantang lanjar statusquo selasar selaras kelas balas malas formalin kirinya kiriman kiranya tikus tikar tike mulia mulus mulut statistika
  perhatian perhatikan pertanyaan pertemuan perbedaan perbatasan kebaikan keadaan keluarga kelurahan kecamatan kebersihan kesehatan kesalahan
  bilang tulang sayang gerak hitung bayang terbang kurangi kosongkan tambahin lengkap tangkap langkah lanjutan barusaja malamnya pagian sorean siangan dulunya sumbernya biangnya tahan tekan letak untung panitia pernyataan kesempatan
  keputusan peraturan perjalanan pendapat pemerintah penduduk penting pengguna penggunaan pemakaian pelajaran perasaan percaya persiapan pertanyaan pertolongan pesanan pikiran rencananya sebetulnya sekaligus sekeliling
  sekolah seluler sementara senang sendirian seperti sepertinya seseorang silang siswa sopir sukses sumber tabung tamu tanggap tangan tanggung tantangan tarif tawar tekanan teliti tentara terhadap terpaksa tersebut tertentu
  tersedia tetangga tinggal tingkah tolak topik tugasnya tujuan tukang tulisan turunan ucapan ulangan undangan upaya urutan usulkan waktunya warung wilayah yakni kantornya kelakuan kelas kembang kemudian kenalan kendaraan
  kepentingan keperluan kertas kesulitan kesusahan ketinggalan kirain kosan kunjungan lapang lapangan laporin lemari lembar lembur lengkung limpah lintang lokal lomba lulus lumayan macam majalah maksud malu manis
  memang menang mendung mentah merasa merdeka mesin mesti minimal minggu misal misalnya mohonkan mudah mulus mundur nanya nasional ngomong nikmat nomornya normalnya nyata nyoba obrolan ongkos padat pahit
  pandang pangkat pantas papan parkir pasangan pasien pecahan peduli pegang pelaksana pemain pemimpin penjaga penjelasan percuma perintahkan perkara permisi persen personil pesen petang pilihan pimpinan pinggir pinjam posisinya
  harusnya seharusnya mestinya semestinya bersih berisi benang penuh pernikahan pesawat pesanan pelayan pelayanan pelatihan peralatan perangkatnya pengadaan pengaduannya
  bahasa banjar banjir beruang berupa betapa bidang bukannya gentian grafis gunting halang hidang instan interval jantan jaring karang karina kelapa kemari kencan kencana kendal kendali kendang kendur
  kentang kenyang kepala kolong komuter kontan kontrak krisis kritik kurban kurung kutang lambang landai langsing lantas limbah loreng mangsa mantan masakan mentor mereka mulanya nampan nyamuk pandan
  pantai pantat pedang pelajar pelopor pening peringkat pindai pinggan pisang polusi protes pusing ramping sampah sebaliknya selang semacam sembah sengat seusai sidang simpang suling tambak tambal
  kuping telinga magang busa busanya tambang tangguh tarung tebang teknis tembak tembakau ternak tilang evaluasi orange oranye timbal timbang timbun tindas todong tongkat tunggal tungku`
    .split(/\s+/)
    .filter((word) => word !== ''),
)
