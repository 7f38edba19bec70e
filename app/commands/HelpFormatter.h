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
        return (app->get_parent() ? "pairscope " + commandOf(*app) + ": " + text : text) + "\n";
    }

    std::string make_usage(const CLI::App*, std::string) const override {
        return "\nUsage: " + m_usage + "\n";
    }

    /// What is typed after the program's name: "scan export"; empty for the program itself.
    static std::string commandOf(const CLI::App& app) {
        const CLI::App* parent = app.get_parent();
        if (!parent) return {};
        const std::string before = commandOf(*parent);
        return before.empty() ? app.get_name() : before + ' ' + app.get_name();
    }

private:
    std::string m_usage;
};

} // namespace pairscope
