#pragma once

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

// Certificates made on the spot, for tests of TLS.
namespace emconform::test {

struct CertificateDeleter {
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};

struct Certificate {
  std::unique_ptr<X509, CertificateDeleter> certificate{};
  std::unique_ptr<EVP_PKEY, CertificateDeleter> key{};
};

struct CertificateWish {
  std::string common_name = "127.0.0.1";
  std::string alternative_names = "IP:127.0.0.1,DNS:localhost";  // OpenSSL's notation
  int valid_from_days = -1, valid_to_days = 30;                  // from now
};

/// A self-signed certificate with a P-256 key.
Certificate make_certificate(const CertificateWish& wish = {});

/// A file in the folder of temporary files that goes away with this object.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& content);
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_{};
};

std::string to_pem(const X509& certificate);
std::string to_pem(const EVP_PKEY& key);

}  // namespace emconform::test
