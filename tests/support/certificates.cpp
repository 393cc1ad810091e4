#include "support/certificates.h"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace emconform::test {
namespace {

void demand(bool done) {
  if (!done) throw std::runtime_error("OpenSSL made no certificate");
}

std::string content(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_ctrl(bio, BIO_CTRL_INFO, 0, &data);
  std::string text(data, static_cast<std::size_t>(size));
  BIO_free(bio);
  return text;
}

}  // namespace

Certificate make_certificate(const CertificateWish& wish) {
  Certificate made;
  made.key.reset(EVP_EC_gen("P-256"));
  made.certificate.reset(X509_new());
  EVP_PKEY* key = made.key.get();
  X509* certificate = made.certificate.get();
  demand(key != nullptr && certificate != nullptr);
  X509_set_version(certificate, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  constexpr long day = 24L * 60 * 60;
  X509_gmtime_adj(X509_getm_notBefore(certificate), wish.valid_from_days * day);
  X509_gmtime_adj(X509_getm_notAfter(certificate), wish.valid_to_days * day);
  X509_set_pubkey(certificate, key);
  X509_NAME* name = X509_get_subject_name(certificate);
  demand(X509_NAME_add_entry_by_txt(
             name, "CN", MBSTRING_UTF8,
             reinterpret_cast<const unsigned char*>(wish.common_name.c_str()), -1, -1, 0) == 1);
  X509_set_issuer_name(certificate, name);
  X509V3_CTX context{};
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* names =
      X509V3_EXT_conf_nid(nullptr, &context, NID_subject_alt_name, wish.alternative_names.c_str());
  demand(names != nullptr);
  X509_add_ext(certificate, names, -1);
  X509_EXTENSION_free(names);
  demand(X509_sign(certificate, key, EVP_sha256()) != 0);
  return made;
}

TemporaryFile::TemporaryFile(const std::string& content) {
  const char* folder = std::getenv("TMPDIR");
  path_ = std::string(folder == nullptr ? "/tmp" : folder) + "/emconform-test-XXXXXX";
  const int file = ::mkstemp(path_.data());
  if (file < 0) throw std::runtime_error("no temporary file");
  ::close(file);
  std::ofstream(path_) << content;
}

TemporaryFile::~TemporaryFile() { ::unlink(path_.c_str()); }

std::string to_pem(const X509& certificate) {
  BIO* bio = BIO_new(BIO_s_mem());
  demand(PEM_write_bio_X509(bio, &certificate) == 1);
  return content(bio);
}

std::string to_pem(const EVP_PKEY& key) {
  BIO* bio = BIO_new(BIO_s_mem());
  demand(PEM_write_bio_PrivateKey(bio, &key, nullptr, nullptr, 0, nullptr, nullptr) == 1);
  return content(bio);
}

}  // namespace emconform::test
