#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <utility>

namespace pairscope {

/// CLI11's help with a usage line of our own: its own says nothing about which options are needed.
class HelpFormatter : public CLI::Formatter {
public:
    explicit HelpFormatter(std::string usage) : m_usage(std::move(usage)) {
        column_width(26);
        label("Positionals", "Arguments");
    }

    std::string make_description(const CLI::App* app) const override {
        const std::string& text = app->get_description();
        return (app->get_parent() ? "pairscope " + app->get_name() + ": " + text : text) + "\n";
    }

    std::string make_usage(const CLI::App*, std::string) const override {
        return "\nUsage: " + m_usage + "\n";
    }

private:
    std::string m_usage;
};

} // namespace pairscope
