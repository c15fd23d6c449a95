package assess

// OfEvidence is the kind of record that proofs are, by its singular name.
const OfEvidence = "evidence"

// Refs visits the references of a verdict that no column of its own holds fast:
// an asset, product or company that it is about, the company that it is
// inherited from, and its proofs. What the visitor writes to id is what the
// verdict refers to from then on.
func (v *Verdict) Refs(visit func(kind string, id *string)) {
	subjectRef(visit, &v.Subject)
	if v.From != nil {
		from := *v.From // a source may be shared between the answers of one act
		subjectRef(visit, &from)
		if from != *v.From {
			v.From = &from
		}
	}
	for i := range v.Proofs {
		id := string(v.Proofs[i])
		if id == "" {
			continue
		}
		visit(OfEvidence, &id)
		if id != string(v.Proofs[i]) { // who only reads must not write: records are shared
			v.Proofs[i] = EvidenceID(id)
		}
	}
}

// Refs visits the references of a claim; see [Verdict.Refs].
func (c *Claim) Refs(visit func(kind string, id *string)) { c.Verdict.Refs(visit) }

func subjectRef(visit func(kind string, id *string), s *Subject) {
	switch s.Kind {
	case OfAsset, OfProduct, OfCompany:
		if s.ID == "" {
			return
		}
		id := s.ID
		visit(string(s.Kind), &id)
		if id != s.ID {
			s.ID = id
		}
	}
}
