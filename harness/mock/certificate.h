#pragma once

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string>
#include <tl/expected.hpp>

namespace emconform::mock {

struct KeyDeleter {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct CertificateDeleter {
  void operator()(X509* certificate) const { X509_free(certificate); }
};

struct Certificate {
  std::unique_ptr<EVP_PKEY, KeyDeleter> key{};
  std::unique_ptr<X509, CertificateDeleter> certificate{};
  std::string pem{};  // of the certificate
};

/// A new self-signed certificate for 127.0.0.1 and localhost. The error is a sentence.
tl::expected<Certificate, std::string> make_certificate();

}  // namespace emconform::mock
