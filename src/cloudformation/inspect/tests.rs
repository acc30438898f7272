//! Each rule with what it finds and what it leaves alone.
