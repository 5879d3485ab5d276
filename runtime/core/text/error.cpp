#include "migrate/error.h"

namespace migrate {

Error::Error(ErrorKind kind, std::string message) : Error(kind, std::move(message), ErrorContext()) {}

Error::Error(ErrorKind kind, std::string message, ErrorContext&& context)
    : kind_(kind),
      content_(std::make_shared<const Content>(Content{std::move(message), std::move(context)})) {}

Error::Error(ErrorKind kind, std::string message, const ErrorContext& context)
    : Error(kind, std::move(message), ErrorContext(context)) {}

Error::Error(const Error&) noexcept = default;
Error& Error::operator=(const Error&) noexcept = default;
Error::~Error() = default;

const char* Error::what() const noexcept {
  return content_->message.c_str();
}

}  // namespace migrate
