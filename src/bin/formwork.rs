//! The stand-alone command line: the verbs that need no program of yours.

fn main() -> std::process::ExitCode {
    formwork::cli::main()
}
