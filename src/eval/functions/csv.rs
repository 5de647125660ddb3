//! `csvdecode`: comma-separated values as Go's `encoding/csv` reads them.

/// The records of a CSV text, each with as many fields as the first. Empty lines don't count.
///
/// # Errors
/// With the line, for quotes in the wrong place and for records of another length.
pub(super) fn read(text: &str) -> Result<Vec<Vec<String>>, String> {
    let mut records: Vec<Vec<String>> = Vec::new();
    let mut reader = Reader { rest: text, line: 1 };
    while !reader.rest.is_empty() {
        if reader.take_newline() {
            continue;
        }
        let line = reader.line;
        let record = reader.record()?;
        if records.first().is_some_and(|first| first.len() != record.len()) {
            return Err(format!("CSV parse error on line {line}: wrong number of fields"));
        }
        records.push(record);
    }
    Ok(records)
}

struct Reader<'a> {
    rest: &'a str,
    line: usize,
}

impl Reader<'_> {
    fn take_newline(&mut self) -> bool {
        let rest = self.rest.strip_prefix("\r\n").or_else(|| self.rest.strip_prefix('\n'));
        self.line += usize::from(rest.is_some());
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn error<T>(&self, problem: &str) -> Result<T, String> {
        Err(format!("CSV parse error on line {}: {problem}", self.line))
    }

    fn record(&mut self) -> Result<Vec<String>, String> {
        let mut fields = Vec::new();
        loop {
            fields.push(if self.rest.starts_with('"') { self.quoted()? } else { self.plain()? });
            if let Some(rest) = self.rest.strip_prefix(',') {
                self.rest = rest;
                continue;
            }
            if self.rest.is_empty() || self.take_newline() {
                return Ok(fields);
            }
            return self.error("extraneous or missing \" in quoted-field");
        }
    }

    fn plain(&mut self) -> Result<String, String> {
        let end = self.rest.find([',', '\n']).unwrap_or(self.rest.len());
        let (field, rest) = self.rest.split_at(end);
        // A carriage return belongs to the line's end, also at the end of the text.
        let at_line_end = rest.is_empty() || rest.starts_with('\n');
        let field = if at_line_end { field.strip_suffix('\r').unwrap_or(field) } else { field };
        if field.contains('"') {
            return self.error("bare \" in non-quoted-field");
        }
        self.rest = rest;
        Ok(field.to_owned())
    }

    fn quoted(&mut self) -> Result<String, String> {
        self.rest = &self.rest[1..];
        let mut field = String::new();
        loop {
            let Some(end) = self.rest.find('"') else {
                return self.error("extraneous or missing \" in quoted-field");
            };
            let (text, rest) = self.rest.split_at(end);
            self.line += text.matches('\n').count();
            field.push_str(&text.replace("\r\n", "\n"));
            self.rest = &rest[1..];
            match self.rest.strip_prefix('"') {
                Some(rest) => {
                    field.push('"');
                    self.rest = rest;
                }
                None => {
                    if let Some(rest) = self.rest.strip_prefix('\r')
                        && (rest.is_empty() || rest.starts_with('\n'))
                    {
                        self.rest = rest;
                    }
                    return Ok(field);
                }
            }
        }
    }
}
