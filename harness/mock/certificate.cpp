#include "mock/certificate.h"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <cstdint>

namespace emconform::mock {

namespace {

constexpr long day_seconds = 24L * 60 * 60;

struct Extension {
  int nid;
  const char* value;
};

// Marked as an authority, so that clients accept it as the one they are told to trust.
constexpr Extension extensions[] = {
    {NID_basic_constraints, "critical,CA:TRUE"},
    {NID_key_usage, "critical,digitalSignature,keyCertSign"},
    {NID_ext_key_usage, "serverAuth"},
    {NID_subject_alt_name, "IP:127.0.0.1,DNS:localhost"},
};

bool add_extension(X509* certificate, const Extension& extension) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* made = X509V3_EXT_conf_nid(nullptr, &context, extension.nid, extension.value);
  if (made == nullptr) return false;
  const bool added = X509_add_ext(certificate, made, -1) == 1;
  X509_EXTENSION_free(made);
  return added;
}

bool fill(X509* certificate, EVP_PKEY* key) {
  std::int32_t serial = 0;
  if (RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial) != 1) return false;
  X509_NAME* name = X509_get_subject_name(certificate);
  bool done =
      X509_set_version(certificate, X509_VERSION_3) == 1 &&
      ASN1_INTEGER_set(X509_get_serialNumber(certificate), (serial & 0x7FFFFFFF) | 1) == 1 &&
      X509_gmtime_adj(X509_getm_notBefore(certificate), -day_seconds) != nullptr &&
      X509_gmtime_adj(X509_getm_notAfter(certificate), 365 * day_seconds) != nullptr &&
      X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                                 reinterpret_cast<const unsigned char*>("localhost"), -1, -1,
                                 0) == 1 &&
      X509_set_issuer_name(certificate, name) == 1 && X509_set_pubkey(certificate, key) == 1;
  for (const Extension& extension : extensions)
    done = done && add_extension(certificate, extension);
  return done && X509_sign(certificate, key, EVP_sha256()) > 0;
}

std::string pem_of(X509* certificate) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> memory{BIO_new(BIO_s_mem()), &BIO_free};
  if (memory == nullptr || PEM_write_bio_X509(memory.get(), certificate) != 1) return {};
  char* data = nullptr;
  const long size = BIO_get_mem_data(memory.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

}  // namespace

tl::expected<Certificate, std::string> make_certificate() {
  Certificate result;
  result.key.reset(EVP_EC_gen("P-256"));
  result.certificate.reset(X509_new());
  if (result.key == nullptr || result.certificate == nullptr ||
      !fill(result.certificate.get(), result.key.get()))
    return tl::unexpected{std::string{"A certificate for the mock cannot be made."}};
  result.pem = pem_of(result.certificate.get());
  if (result.pem.empty())
    return tl::unexpected{std::string{"The certificate of the mock cannot be written."}};
  return result;
}

}  // namespace emconform::mock
